import { describe, expect, it, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Evaluator } from "../game/evaluator.ts";
import { seededRandom } from "../random/random-source.ts";
import { type Sweep, type SweepSettings, uncertaintyStatistics } from "./band.ts";
import { defaultFractions } from "./default-fractions.ts";
import { sweepUncertainty } from "./sweep-uncertainty.ts";

const [players, classes, count] = [24, 3, 40];
const weightSource = seededRandom(5, "weights");
const weights = Float64Array.from({ length: players * classes }, () => weightSource.uniform() - 0.5);
const features = Float64Array.from({ length: count * players }, () => weightSource.uniform() * 2);

/** A softmax over a linear layer whose players are its inputs. */
const linear: Evaluator = {
  players,
  outputs: async ({ rows, members }, examples, gains) => {
    const values = new Float32Array(rows * examples.length * classes);
    for (let row = 0, i = 0; row < rows; row++)
      for (const example of examples)
        for (let c = 0; c < classes; c++, i++)
          for (let p = 0; p < players; p++) {
            const at = row * players + p;
            if (members[at])
              values[i] += weights[p * classes + c] * features[example * players + p] * (gains?.[at] ?? 1);
          }
    return { rows, examples: examples.length, width: classes, kind: "logits", values };
  },
};
const examples = Int32Array.from({ length: count }, (_, i) => i);
const grand = await linear.outputs({ players, rows: 1, members: new Uint8Array(players).fill(1) }, examples);
/** The full network's own answers, so that it is right everywhere. */
const labels = examples.map((x) => {
  const row = [...grand.values.subarray(x * classes, (x + 1) * classes)];
  return row.indexOf(Math.max(...row));
});

const settings: SweepSettings = {
  fractions: defaultFractions,
  masks: 12,
  rescaled: true,
  statistic: "vote-disagreement",
};

async function sweepAll(chosen: SweepSettings, stepMasks: number, evaluator = linear, seed = 1): Promise<Sweep[]> {
  const answers: Sweep[] = [];
  for await (const step of sweepUncertainty(evaluator, examples, labels, chosen, seededRandom(seed), stepMasks))
    answers.push(step.answer);
  return answers;
}

test("the step size does not change the numbers", async () => {
  const [atOnce, oneByOne, five] = [
    await sweepAll(settings, 100),
    await sweepAll(settings, 1),
    await sweepAll(settings, 5),
  ];
  expect(oneByOne.at(-1)).toEqual(atOnce.at(-1));
  expect(five.at(-1)).toEqual(atOnce.at(-1));
  expect(oneByOne.length).toBeGreaterThan(five.length);
});

test("another seed gives other masks", async () => {
  expect((await sweepAll(settings, 100, linear, 2)).at(-1)!.bands).not.toEqual(
    (await sweepAll(settings, 100)).at(-1)!.bands,
  );
});

test("with every unit kept there is no disagreement and the network is at its full accuracy", async () => {
  const whole = (await sweepAll(settings, 4)).at(-1)!.bands.at(-1)!;
  expect(whole.fraction).toBe(1);
  expect(whole.mean).toBe(1);
  expect(whole.quantiles).toEqual([1, 1, 1, 1, 1]);
  expect(whole.uncertainty["vote-disagreement"]).toBe(0);
  expect(whole.uncertainty["payoff-deviation"]).toBe(0);
  expect(whole.uncertainty["predictive-variance"]).toBeCloseTo(0, 12);
  expect(whole.uncertainty["mutual-information"]).toBeCloseTo(0, 12);
});

test("small fractions disagree more than the full network, and accuracy rises with the units kept", async () => {
  const { bands } = (await sweepAll({ ...settings, masks: 30 }, 30)).at(-1)!;
  expect(bands[3]!.uncertainty["vote-disagreement"]).toBeGreaterThan(0.2);
  expect(bands[15]!.mean).toBeGreaterThan(bands[3]!.mean + 0.1);
});

test("rescaling reaches the evaluator as gains of 1 / fraction", async () => {
  const seen: (Float32Array | undefined)[] = [];
  const watching: Evaluator = {
    players,
    outputs: (batch, slice, gains) => {
      seen.push(gains);
      return linear.outputs(batch, slice, gains);
    },
  };
  await sweepAll({ ...settings, fractions: [0.25, 1], masks: 2 }, 2, watching);
  await sweepAll({ ...settings, fractions: [0.25, 1], masks: 2, rescaled: false }, 2, watching);
  expect(seen[0]).toEqual(new Float32Array(4 * players).fill(4, 0, 2 * players).fill(1, 2 * players));
  expect(seen[1]).toBeUndefined();
});

test.each(uncertaintyStatistics)("%s: every step has a critical size, the last one its interval", async (statistic) => {
  const answers = await sweepAll({ ...settings, statistic }, 4);
  for (const { critical } of answers) {
    expect(critical.statistic).toBe(statistic);
    expect(critical.fraction).toBeGreaterThanOrEqual(0.05);
    expect(critical.fraction).toBeLessThanOrEqual(1);
  }
  for (const { critical } of answers.slice(0, -1)) expect(critical.interval).toBeNull();
  const [low, high] = answers.at(-1)!.critical.interval!;
  expect(low).toBeGreaterThanOrEqual(0.05);
  expect(high).toBeGreaterThanOrEqual(low);
  expect(high).toBeLessThanOrEqual(1);
});

test("a network that ignores its units has no clear critical size", async () => {
  const deaf: Evaluator = {
    players,
    outputs: async ({ rows }, slice) => ({
      rows,
      examples: slice.length,
      width: classes,
      kind: "probabilities",
      values: new Float32Array(rows * slice.length * classes).map((_, i) => (i % classes === 1 ? 0.5 : 0.25)),
    }),
  };
  const { bands, critical } = (await sweepAll(settings, 4, deaf)).at(-1)!;
  for (const band of bands) expect(band.uncertainty["vote-disagreement"]).toBe(0);
  expect(critical).toMatchObject({ interval: [0.05, 1], clear: false });
});

test("answers of earlier steps stay as they were", async () => {
  const sweep = sweepUncertainty(linear, examples, labels, settings, seededRandom(1), 3);
  const first = (await sweep.next()).value as { answer: Sweep };
  const copy = structuredClone(first.answer);
  await sweep.next();
  expect(first.answer).toEqual(copy);
});

test.each([
  ["one mask", { masks: 1 }],
  ["no fractions", { fractions: [] }],
  ["descending fractions", { fractions: [0.5, 0.25] }],
  ["a fraction above one", { fractions: [0.5, 1.1] }],
  ["a fraction of zero", { fractions: [0, 0.5] }],
])("%s is refused", async (_, change) => {
  await expect(sweepAll({ ...settings, ...change }, 2)).rejects.toThrow(FailureError);
});

describe("regression", () => {
  /** One output: the mean of the present players' weights times the example; the full network is exact. */
  const evaluator: Evaluator = {
    players: 4,
    async outputs({ rows, players, members }, examples) {
      const values = new Float32Array(rows * examples.length);
      for (let row = 0; row < rows; row++)
        for (let x = 0; x < examples.length; x++)
          for (let i = 0; i < players; i++)
            values[row * examples.length + x] += members[row * players + i] * examples[x] * (i + 1);
      return { rows, examples: examples.length, width: 1, kind: "logits", values };
    },
  };
  const rows = Int32Array.of(1, 2, 3, 5, 8);
  const truth = { kind: "values", targets: Float32Array.from(rows, (x) => 10 * x), width: 1 } as const;
  const settings = { fractions: [0.25, 0.5, 1], masks: 20, rescaled: false } as const;

  it("is measured by the explained variance and by the variance of the outputs", async () => {
    let last: Sweep | null = null;
    const run = sweepUncertainty(
      evaluator,
      rows,
      truth,
      { ...settings, statistic: "predictive-variance" },
      seededRandom(1),
    );
    for await (const { answer } of run) last = answer;
    expect(last?.bands[2]?.mean).toBeCloseTo(1, 6);
    expect(last?.bands[2]?.uncertainty["predictive-variance"]).toBeCloseTo(0, 6);
    expect(last?.bands[0]?.mean).toBeLessThan(last?.bands[1]?.mean ?? 0);
    expect(last?.bands[0]?.uncertainty["predictive-variance"]).toBeGreaterThan(1);
  });

  it("refuses statistics that need classes", async () => {
    const run = sweepUncertainty(
      evaluator,
      rows,
      truth,
      { ...settings, statistic: "vote-disagreement" },
      seededRandom(1),
    );
    await expect(run.next()).rejects.toMatchObject({ failure: { kind: "settings-invalid" } });
  });
});
