import { expect, test } from "vitest";
import { weightedVotingGame } from "./weighted-voting.ts";

test("a coalition wins exactly from the quota on", async () => {
  const game = weightedVotingGame([4, 3, 2, 1], 6);
  const members = new Uint8Array([1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
  expect(Array.from(await game.values({ players: 4, rows: 4, members }))).toEqual([0, 1, 1, 0]);
});
