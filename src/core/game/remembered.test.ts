import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { allCoalitions } from "./all-coalitions.ts";
import { counted } from "./counted.ts";
import { randomGame } from "./random-games.ts";
import { remembered } from "./remembered.ts";

test("a remembered game gives the same values and plays each coalition once", async () => {
  const game = randomGame(6, seededRandom(1));
  const plays = counted(game);
  const memory = remembered(plays);
  const random = seededRandom(2);
  const rows = 500;
  const members = Uint8Array.from({ length: rows * 6 }, () => random.integer(2));
  const expected = await game.values({ players: 6, rows, members });
  expect(await memory.values({ players: 6, rows, members })).toEqual(expected);
  expect(plays.evaluations).toBeLessThanOrEqual(64);
  const before = plays.evaluations;
  expect(await memory.values({ players: 6, rows, members })).toEqual(expected);
  expect(plays.evaluations).toBe(before);
  await memory.values(allCoalitions(6));
  expect(plays.evaluations).toBe(64);
});
