import { expect, test } from "vitest";
import { airportGame } from "./airport.ts";

test("a coalition costs what its largest member needs", async () => {
  const members = new Uint8Array([0, 0, 0, 1, 0, 1, 1, 1, 0]);
  expect(Array.from(await airportGame([2, 7, 3]).values({ players: 3, rows: 3, members }))).toEqual([0, 3, 7]);
});
