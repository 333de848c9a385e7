import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { additiveGame } from "../game/additive.ts";
import type { PowerEstimate } from "../power/power-index.ts";

const players = playersOfWidths(3, 4);
/** The second layer's powers are those of a game with far larger differences. */
const estimate: PowerEstimate = {
  power: Float64Array.of(0.3, 0.2, 0.01, 40, 5, 4, 3),
  standardError: new Float64Array(7),
  degreesOfFreedom: 10,
  evaluations: 60,
};

test("an estimate layer by layer is ranked on each layer's own scale where it is asked for", async () => {
  const task = await pruningTask(additiveGame([1, 1, 1, 1, 1, 1, 1]), players, { target: 3 });
  const global = await trailOf("top-n", { ...task, estimate });
  expect(chosenOf(global.selection)).toEqual([0, 3, 4]);
  const scaled = await trailOf("top-n", { ...task, settings: { ...task.settings, normalised: true }, estimate });
  expect(chosenOf(scaled.selection)).toEqual([0, 1, 3]);
  // what is shown stays what was estimated
  expect(scaled.estimate).toBe(estimate);
});
