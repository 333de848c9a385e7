import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { uncertaintyStatistics } from "./band.ts";
import { keptMasksFor } from "./kept-masks-for.ts";
import type { MaskedPredictions } from "./masked-predictions.ts";
import { addMask, bandOf, emptyTally } from "./tally.ts";

function randomPredictions(examples: number, classes: number, seed: number): MaskedPredictions {
  const random = seededRandom(seed, "predictions");
  const probabilities = new Float32Array(examples * classes).map(() => random.uniform() / classes);
  const votes = new Uint8Array(examples).map(() => random.integer(classes));
  return { probabilities, votes, accuracy: random.uniform() };
}

test.each(uncertaintyStatistics)("%s over weighted masks is the statistic with the masks repeated", (statistic) => {
  const extent = { fractions: 2, masks: 4, examples: 6, classes: 3 };
  const kept = keptMasksFor(statistic, extent);
  const weights = Int32Array.of(2, 0, 1, 3);
  for (let fraction = 0; fraction < 2; fraction++)
    for (let mask = 0; mask < 4; mask++) kept.keep(fraction, mask, randomPredictions(6, 3, 10 * fraction + mask));
  for (let fraction = 0; fraction < 2; fraction++) {
    const tally = emptyTally(6, 3);
    weights.forEach((weight, mask) => {
      for (let times = 0; times < weight; times++) addMask(tally, randomPredictions(6, 3, 10 * fraction + mask));
    });
    expect(kept.statistic(fraction, weights)).toBeCloseTo(bandOf(tally, 0.5).uncertainty[statistic], 10);
  }
});

test("probabilities are kept of fewer examples where all would take too much room", () => {
  const extent = { fractions: 100, masks: 100, examples: 2000, classes: 1000 };
  const kept = keptMasksFor("predictive-variance", { ...extent, fractions: 10, masks: 20 });
  expect(kept.operations).toBeLessThanOrEqual(8e6);
});
