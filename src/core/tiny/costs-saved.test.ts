import { expect, test } from "vitest";
import { airportGame } from "../game/airport.ts";
import { costsSaved } from "./costs-saved.ts";
import { tabulate } from "./tabulate.ts";

test("airlines that share a runway save all but the longest", async () => {
  expect([...(await tabulate(costsSaved(airportGame([2, 3, 7]), [2, 3, 7])))]).toEqual([0, 0, 0, 2, 0, 2, 3, 5]);
});
