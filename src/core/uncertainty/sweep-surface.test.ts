import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Evaluator } from "../game/evaluator.ts";
import { seededRandom } from "../random/random-source.ts";
import { uncertaintyStatistics } from "./band.ts";
import type { Surface, SurfaceSettings } from "./surface.ts";
import { sweepSurface } from "./sweep-surface.ts";
import { sweepUncertainty } from "./sweep-uncertainty.ts";

const [players, classes, count] = [12, 3, 20];
const source = seededRandom(5, "weights");
const weights = Float64Array.from({ length: players * classes }, () => source.uniform() - 0.5);
const features = Float64Array.from({ length: count * players }, () => source.uniform() * 2);
const examples = Int32Array.from({ length: count }, (_, i) => i);
const labels = Int32Array.from({ length: count }, () => source.integer(classes));
let asked: { members: Uint8Array; gains: Float32Array | undefined; rows: number }[] = [];

/** A softmax over a linear layer whose players are its inputs. */
const linear: Evaluator = {
  players,
  outputs: async ({ rows, members }, slice, gains) => {
    asked.push({ members, gains, rows });
    const values = new Float32Array(rows * slice.length * classes);
    for (let row = 0, i = 0; row < rows; row++)
      for (const example of slice)
        for (let c = 0; c < classes; c++, i++)
          for (let p = 0; p < players; p++) {
            const at = row * players + p;
            if (members[at])
              values[i] += weights[p * classes + c]! * features[example * players + p]! * (gains?.[at] ?? 1);
          }
    return { rows, examples: slice.length, width: classes, kind: "logits", values };
  },
};

const fractions = [0.2, 0.4, 0.6, 1];
const settings: SurfaceSettings = {
  groupsOfPlayers: Uint8Array.from({ length: players }, (_, i) => (i < 5 ? 0 : 1)),
  p: fractions,
  q: fractions,
  masks: 6,
  rescaled: true,
  statistic: "vote-disagreement",
};

async function surfaces(chosen: SurfaceSettings, stepRows: number): Promise<Surface[]> {
  asked = [];
  const answers: Surface[] = [];
  for await (const { answer } of sweepSurface(linear, examples, labels, chosen, seededRandom(1), stepRows))
    answers.push(answer);
  return answers;
}

test.each([true, false])(
  "the diagonal is the band of the same masks, to the last digit (rescaled: %s)",
  async (rescaled) => {
    const surface = (await surfaces({ ...settings, rescaled }, 7)).at(-1)!;
    const band = { fractions, masks: settings.masks, rescaled, statistic: settings.statistic };
    let bands: readonly { mean: number; uncertainty: Record<string, number> }[] = [];
    for await (const { answer } of sweepUncertainty(linear, examples, labels, band, seededRandom(1)))
      bands = answer.bands;
    expect(bands).toHaveLength(4);
    bands.forEach(({ mean, uncertainty }, f) => {
      const cell = f * fractions.length + f;
      expect(surface.mean[cell]).toBe(mean);
      for (const statistic of uncertaintyStatistics)
        expect(surface.uncertainty[statistic][cell]).toBe(uncertainty[statistic]);
    });
  },
);

test("each set follows its own rate, and who belongs to neither is always there at full strength", async () => {
  const groupsOfPlayers = Uint8Array.from({ length: players }, (_, i) => (i < 4 ? 0 : i < 8 ? 1 : 2));
  await surfaces({ ...settings, groupsOfPlayers, p: [0.25, 1], q: [0.5, 1], masks: 40 }, 1);
  const present = [0, 0, 0];
  for (const { members, gains } of asked.filter((_, k) => k % 4 === 0)) {
    members.forEach((member, player) => {
      present[groupsOfPlayers[player]!]! += member;
    });
    expect([...gains!]).toEqual([4, 4, 4, 4, 2, 2, 2, 2, 1, 1, 1, 1]);
  }
  expect(present[0]! / 160).toBeGreaterThan(0.15);
  expect(present[0]! / 160).toBeLessThan(0.35);
  expect(present[1]! / 160).toBeGreaterThan(0.4);
  expect(present[1]! / 160).toBeLessThan(0.6);
  expect(present[2]).toBe(160);
  // nested: who is there at (0.25, 0.5) is there at all larger pairs of the same mask
  for (let k = 0; k < asked.length; k += 4)
    for (let other = 1; other < 4; other++)
      asked[k]!.members.forEach((member, player) => {
        expect(asked[k + other]!.members[player]).toBeGreaterThanOrEqual(member);
      });
});

test("steps are bounded, refine as they go, and do not change the numbers", async () => {
  const [small, large] = [await surfaces(settings, 5), await surfaces(settings, 1000)];
  expect(small.at(-1)).toEqual(large.at(-1));
  await surfaces(settings, 5);
  expect(Math.max(...asked.map(({ rows }) => rows))).toBe(5);
  expect(small).toHaveLength(6 * 4);
  expect(small[0]!.peak).toBeNull();
  expect(small[4]!.mean.filter((value) => !Number.isNaN(value))).toHaveLength(5);
  expect(small.at(-1)!.masksDone).toBe(6);
});

test("the peak is the highest cell of the chosen statistic", async () => {
  for (const statistic of uncertaintyStatistics) {
    const { peak, uncertainty } = (await surfaces({ ...settings, statistic, q: [0.3, 0.9] }, 50)).at(-1)!;
    const values = uncertainty[statistic];
    const cell = values.indexOf(Math.max(...values));
    expect(peak).toEqual({ p: fractions[cell >> 1], q: [0.3, 0.9][cell & 1], value: values[cell] });
  }
});

test.each([
  ["sets that do not cover the units", { groupsOfPlayers: new Uint8Array(3) }],
  ["a set that does not exist", { groupsOfPlayers: new Uint8Array(players).fill(3) }],
  ["fractions above one", { q: [0.5, 1.5] }],
  ["one mask", { masks: 1 }],
])("%s are refused", async (_, change) => {
  await expect(surfaces({ ...settings, ...change }, 5)).rejects.toThrow(FailureError);
});
