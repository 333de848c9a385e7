import { expect, test } from "vitest";
import { additiveGame } from "./additive.ts";
import { emptyBatch } from "./coalition-batch.ts";
import { counted } from "./counted.ts";

test("every row asked for is counted, and the values pass through", async () => {
  const game = counted(additiveGame([1, 2], 5));
  expect(game.evaluations).toBe(0);
  expect(Array.from(await game.values(emptyBatch(3, 2)))).toEqual([5, 5, 5]);
  await game.values(emptyBatch(4, 2));
  expect(game.evaluations).toBe(7);
});
