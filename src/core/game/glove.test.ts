import { expect, test } from "vitest";
import { gloveGame } from "./glove.ts";

test("a coalition is worth the pairs it can make", async () => {
  const members = new Uint8Array([1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(Array.from(await gloveGame(2, 3).values({ players: 5, rows: 3, members }))).toEqual([1, 1, 2]);
});
