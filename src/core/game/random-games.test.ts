import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { allCoalitions } from "./all-coalitions.ts";
import { randomGame, randomTerms } from "./random-games.ts";

test("a random game is fixed by its seed and gives every coalition a worth of its own", async () => {
  const values = await randomGame(7, seededRandom(1)).values(allCoalitions(7));
  expect(new Set(values).size).toBe(128);
  expect(await randomGame(7, seededRandom(1)).values(allCoalitions(7))).toEqual(values);
});

test("random terms have distinct members, no more than asked for", () => {
  const terms = randomTerms(10, 200, 4, seededRandom(1));
  expect(terms.length).toBe(200);
  for (const { members, worth } of terms) {
    expect(new Set(members).size).toBe(members.length);
    expect(members.length >= 1 && members.length <= 4).toBe(true);
    expect(worth >= -0.5 && worth < 1).toBe(true);
  }
  expect(new Set(terms.map(({ members }) => members.length)).size).toBe(4);
});
