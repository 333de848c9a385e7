import { expect, test } from "vitest";
import { gameOf } from "./game-of.ts";

test("each row of a batch gets its own worth, in order", async () => {
  const game = gameOf(2, (coalition) => 10 * coalition[0] + coalition[1]);
  const values = await game.values({ players: 2, rows: 3, members: new Uint8Array([0, 1, 1, 0, 1, 1]) });
  expect(Array.from(values)).toEqual([1, 10, 11]);
});
