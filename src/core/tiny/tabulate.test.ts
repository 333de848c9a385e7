import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import { tabulate } from "./tabulate.ts";

test("a coalition's number is the mask of its members, across batches too", async () => {
  const worths = Array.from({ length: 10 }, (_, i) => 2 ** i);
  const game = counted(additiveGame(worths));
  expect(await tabulate(game)).toEqual(Float64Array.from({ length: 1024 }, (_, number) => number));
  expect(game.evaluations).toBe(1024);
});

test("more players than can be listed are refused, and nobody too", async () => {
  await expect(tabulate(additiveGame(new Array<number>(13).fill(1)))).rejects.toThrow(FailureError);
  await expect(tabulate(additiveGame([]))).rejects.toThrow("1 to 12");
});
