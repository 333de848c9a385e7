import { expect, it } from "vitest";
import type { Evaluator } from "../game/evaluator.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { type SweepSettings, uncertaintyStatistics } from "./band.ts";
import type { SurfaceSettings } from "./surface.ts";
import type { SweepCheckpoint } from "./sweep-checkpoint.ts";
import { sweepSurface } from "./sweep-surface.ts";
import { sweepUncertainty } from "./sweep-uncertainty.ts";

const [players, classes, count] = [9, 3, 20];
const drawn = seededRandom(5, "weights");
const weights = Float64Array.from({ length: players * classes }, () => drawn.uniform() - 0.5);
const features = Float64Array.from({ length: count * players }, () => drawn.uniform() * 2);
const examples = Int32Array.from({ length: count }, (_, i) => i);
const labels = examples.map((x) => x % classes);

/** A linear layer whose players are its inputs. */
const linear: Evaluator = {
  players,
  outputs: async ({ rows, members }) => {
    const values = Float32Array.from({ length: rows * count * classes }, (_, i) => {
      const [row, x, c] = [Math.floor(i / (count * classes)), Math.floor(i / classes) % count, i % classes];
      let sum = 0;
      for (let p = 0; p < players; p++)
        if (members[row * players + p]) sum += weights[p * classes + c] * features[x * players + p];
      return sum;
    });
    return { rows, examples: count, width: classes, kind: "logits", values };
  },
};

/** Pulls some steps, and says what the last snapshot among them was, as it would cross a thread. */
async function broken<T>(steps: AsyncGenerator<Step<T>, T>, pulls: number): Promise<SweepCheckpoint | undefined> {
  let state: SweepCheckpoint | undefined;
  for (let pull = 0; pull < pulls; pull++) {
    const { value, done } = await steps.next();
    if (done) break;
    if (value.snapshot) state = structuredClone((await value.snapshot()) as SweepCheckpoint);
  }
  return state;
}

async function lastOf<T>(steps: AsyncGenerator<Step<T>, T>): Promise<T> {
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return value;
  }
}

it.each(uncertaintyStatistics)("ends a broken-off sweep with the same bands, by %s", async (statistic) => {
  const settings: SweepSettings = { fractions: [0.1, 0.3, 0.6, 1], masks: 11, statistic, rescaled: false };
  const run = (pace: number, from?: SweepCheckpoint) =>
    sweepUncertainty(linear, examples, labels, settings, seededRandom(3, "sweep"), pace, () => 1, from);
  const undisturbed = await lastOf(run(2));
  for (const [pulls, pace] of [
    [1, 1],
    [3, 3],
    [4, 2],
    [40, 2],
  ] as const) {
    const state = await broken(run(pace), pulls);
    expect(state?.masks).toBeGreaterThan(1);
    expect(await lastOf(run(2, state))).toEqual(undisturbed);
    // twice in a row
    const again = await broken(run(1, state), 2);
    expect(await lastOf(run(5, again ?? state))).toEqual(undisturbed);
  }
});

it("ends a broken-off surface with the same figures, also where it broke off within a mask", async () => {
  const settings: SurfaceSettings = {
    groupsOfPlayers: Uint8Array.from({ length: players }, (_, p) => p % 3),
    p: [0.2, 0.5, 1],
    q: [0.4, 0.8, 1],
    masks: 6,
    rescaled: false,
    statistic: "predictive-entropy",
  };
  const run = (pace: number, from?: SweepCheckpoint) =>
    sweepSurface(linear, examples, labels, settings, seededRandom(3, "sweep"), pace, from);
  const undisturbed = await lastOf(run(4));
  for (const pulls of [3, 4, 8, 17, 18]) {
    const state = await broken(run(4), pulls);
    expect(state?.masks).toBe(Math.floor(pulls / 3));
    expect(await lastOf(run(2, state))).toEqual(undisturbed);
  }
});
