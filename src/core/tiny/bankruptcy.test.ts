import { expect, test } from "vitest";
import { bankruptcyGame } from "./bankruptcy.ts";
import { tabulate } from "./tabulate.ts";

test("a coalition is worth what the others' claims leave over", async () => {
  expect([...(await tabulate(bankruptcyGame(200, [100, 200, 300])))]).toEqual([0, 0, 0, 0, 0, 0, 100, 200]);
});
