import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../bench/start-backend.ts";
import { type Dataset, type RankFrom, type SplitPart, splitParts } from "../src/core/dataset/dataset.ts";
import { plainPairing } from "../src/core/dataset/pairing.ts";
import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import { playersOf } from "../src/core/game/players.ts";
import { type Score, scoresOf } from "../src/core/game/score.ts";
import { outputKindOf } from "../src/core/model/output-kind.ts";
import { runReference } from "../src/core/model/reference-network.ts";
import { planFrom } from "../src/core/prune/plan-from.ts";
import { prune } from "../src/core/prune/surgery.ts";
import { everyStrategyName, type StrategyName } from "../src/core/prune/trail.ts";
import { type RandomSource, seededRandom } from "../src/core/random/random-source.ts";
import { withRepairedWeights } from "../src/core/repair/repaired-weights.ts";
import type { JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { batchNorm, dense, input, network } from "./layers.ts";

/** Which examples every job of the lab reads, over random data and settings: a spy stands before the rows. */

const features = 6;
const model = network(
  input([features]),
  dense("first", "input", features, 5, "relu"),
  batchNorm("norm", "first", 5),
  dense("second", "norm", 5, 4, "relu"),
  dense("out", "second", 4, 3, "softmax"),
);
const pairing = { ...plainPairing, values: { kind: "affine", scale: [1], offset: [0] } } as const;

function randomDataset(random: RandomSource): Dataset {
  const count = 160 + random.integer(80);
  const inputs = Float32Array.from({ length: count * features }, () => 2 * random.uniform() - 1);
  const votes = runReference(model, inputs, count);
  const likely = (row: number) => [0, 1, 2].sort((a, b) => votes[row * 3 + b]! - votes[row * 3 + a]!)[0]!;
  const noisy = (row: number) => (random.uniform() < 0.8 ? likely(row) : random.integer(3));
  const rows = Array.from({ length: count }, (_, row) => row);
  return {
    name: "random",
    count,
    shape: [features],
    inputs,
    labels: Int32Array.from(rows, noisy),
    classNames: ["a", "b", "c"],
    range: [-1, 1],
    ...(random.uniform() < 0.5 ? { testRows: Int32Array.from(rows.slice(-70)) } : {}),
  };
}

/** A lab with this data, prepared, that tells which parts were read since it was asked last. */
async function preparedLab(random: RandomSource) {
  const dataset = randomDataset(random);
  const bench = emptyWorkbench(labParts());
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const file = { origin: null, format: "tfjs-layers", outputs: ["out"], hash: "a", fileBytes: 1 } as const;
  bench.model = { ...file, model, graph, players };
  bench.dataset = { dataset, hash: "b" };
  const host = jobHost(jobTable, bench);
  const run = async <K extends JobKind>(kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> => {
    let answer: Jobs[K]["answer"] | null = null;
    for await (const step of follow(host, kind, spec)) answer = step.answer;
    if (!answer) throw new Error(`${kind} gave no answer`);
    return answer;
  };
  const counts = { calibration: 23, validation: 19, test: 29 };
  const rankFrom: RankFrom = random.uniform() < 0.5 ? "training-files" : "test-files";
  await run("prepare", { seed: random.integer(1000), prefer: "cpu", pairing, rankFrom, ...counts });
  const session = bench.prepared!;
  const partOf = new Map<number, SplitPart>(
    splitParts.flatMap((part) => Array.from(session.split[part], (row) => [row, part] as const)),
  );
  let read = new Set<SplitPart | "none">();
  const note = (rows: Int32Array) => {
    for (const row of rows) read.add(partOf.get(row) ?? "none");
  };
  const { evaluator } = session;
  const spied = Object.assign(Object.create(evaluator) as typeof evaluator, {
    outputs: (...asked: Parameters<typeof evaluator.outputs>) => {
      note(asked[1]);
      return evaluator.outputs(...asked);
    },
  });
  const inputsOf = (rows: Int32Array) => {
    note(rows);
    return session.inputsOf(rows);
  };
  bench.prepared = { ...session, evaluator: spied, inputsOf };
  const readBy = async <K extends JobKind>(kind: K, spec: Jobs[K]["spec"]) => {
    read = new Set();
    const answer = await run(kind, spec);
    return { answer, read: [...read].sort() };
  };
  /** By the reference, on the physically pruned network. */
  const scoreOn = (part: SplitPart, selection: Uint8Array, repaired: Jobs["repair"]["answer"]["repaired"] = null) => {
    const rows = session.split[part];
    const cut = prune(model, graph, planFrom(selection, players));
    const made = repaired ? withRepairedWeights(cut, repaired) : cut;
    const values = runReference(made, session.inputsOf(rows), rows.length);
    const outputs = { rows: 1, examples: rows.length, width: 3, kind: outputKindOf(made), values };
    return scoresOf(outputs, session.truthOf(rows))[0] as Score;
  };
  return { readBy, scoreOn, players, dataset, split: session.split };
}

const payoff = "accuracy" as const;
const pace = { payoff, stepEvaluations: 16 };
const sampled = (random: RandomSource) => ({ seed: random.integer(1000), evaluations: 60, ...pace });

const somePlayers = (random: RandomSource, count: number, groups: readonly number[]) => {
  const selection = Uint8Array.from({ length: count }, () => (random.uniform() < 0.6 ? 1 : 0));
  for (const first of groups) selection[first] = 1;
  return selection;
};

beforeAll(() => startBackend("cpu"));
const rounds = [1, 2, 3, 4];

it.each(rounds)("what ranks reads calibration examples only (%i)", async (round) => {
  const random = seededRandom(round, "ranks");
  const { readBy } = await preparedLab(random);
  const own = ["calibration"];
  const sweep = { fractions: [0.3, 0.7], masks: 4, rescaled: true, statistic: "vote-disagreement" } as const;
  expect((await readBy("sweep", { seed: 1, stepEvaluations: 16, settings: sweep })).read).toEqual(own);
  const index = { kind: "biased-banzhaf", bias: 0.5 } as const;
  const stop = { kind: "evaluations", evaluations: 60 } as const;
  const asked = { ...sampled(random), index, stop, estimator: "default", priorMasks: 2, count: 4 };
  expect((await readBy("estimate", asked)).read).toEqual(own);
  const pool = await readBy("pool", { ...sampled(random), focus: null });
  expect(pool.read).toEqual(own);
  const halves = { first: ["first"], second: ["second"], fractions: [0.5], masks: 3, rescaled: false } as const;
  expect((await readBy("surface", { seed: 1, statistic: "vote-disagreement", ...halves })).read).toEqual(own);
  expect((await readBy("interaction", { ...sampled(random), units: [0, 1, 2], bias: 0.5 })).read).toEqual(own);
  expect((await readBy("irreplaceability", sampled(random))).read).toEqual(own);
  const game = { kind: "units", units: [0, 1, 2], others: "present" } as const;
  expect((await readBy("tiny", { ...sampled(random), index, game })).read).toEqual(own);
  const asks = { fit: pool.answer, biases: [0.3, 0.6], target: 5, scope: "global" } as const;
  expect((await readBy("sensitivity", asks)).read).toEqual(["validation"]);
});

it.each(everyStrategyName.filter((name) => name !== "norm-scale"))(
  "every point of %s is measured on validation examples, by which it was not ranked",
  async (strategy: StrategyName) => {
    const random = seededRandom(strategy, "prunes");
    const { readBy, scoreOn } = await preparedLab(random);
    const { answer, read } = await readBy("prune", {
      ...pace,
      seed: random.integer(1000),
      estimate: null,
      settings: {
        strategy,
        target: 3 + random.integer(3),
        stepUnits: 1 + random.integer(2),
        index: { kind: "biased-banzhaf", bias: 0.5 },
        roundEvaluations: 30,
        ...(strategy === "building-with-swaps" ? { swapEvaluations: 60 } : {}),
        stepEvaluations: 16,
      },
    });
    expect(read).not.toContain("test");
    expect(read).not.toContain("none");
    expect(read).toContain("validation");
    expect(answer.points.length).toBeGreaterThan(1);
    const told = answer.points.filter(({ draws }) => draws === undefined);
    // by another implementation, on the physically pruned network: a figure of other examples would hardly agree
    for (const { selection, accuracy, interval } of told) {
      const score = scoreOn("validation", selection);
      expect(accuracy).toBeCloseTo(score.value, 6);
      expect(interval[0]).toBeCloseTo(score.interval[0], 6);
    }
  },
);

it.each(rounds)("repair learns beside the examples that measure it, and reports on those alone (%i)", async (round) => {
  const random = seededRandom(round, "repairs");
  const { readBy, scoreOn, players, split } = await preparedLab(random);
  const selection = somePlayers(random, players.count, [0, 5]);
  const tuning = { kind: "fine-tune", optimizer: "adam", rate: 0.01, schedule: "constant", patience: 9 } as const;
  const kinds = [
    { kind: "refit", penalty: 0.001 } as const,
    { kind: "bias-correction" } as const,
    { ...tuning, epochs: 2, batch: 8, distillation: { temperature: 2, share: 0.5 } },
  ];
  for (const settings of kinds)
    for (const examples of [10, 23, 60]) {
      const spec = { seed: round, point: { run: "prune-1", size: 6 }, selection, settings, examples };
      const { answer, read } = await readBy("repair", spec);
      expect(read).toEqual(examples > 23 ? ["calibration", "none", "validation"] : ["calibration", "validation"]);
      expect(answer.before?.value).toBeCloseTo(scoreOn("validation", selection).value, 6);
      expect(answer.before?.examples).toBe(split.validation.length);
      if (answer.repaired) {
        expect(answer.after?.value).toBeCloseTo(scoreOn("validation", selection, answer.repaired).value, 6);
        for (const part of ["validation", "test"] as const) {
          const compared = await readBy("compare", { selection, repaired: answer.repaired, part, shown: 3 });
          expect(compared.read).toEqual([part]);
        }
      }
    }
});

it.each(rounds)("test examples are read by what reports, and by nothing else with them (%i)", async (round) => {
  const random = seededRandom(round, "reports");
  const { readBy, scoreOn, players } = await preparedLab(random);
  const selection = somePlayers(random, players.count, [0, 5]);
  const { answer, read } = await readBy("appraise", { selection });
  expect(read).toEqual(["test"]);
  expect(answer.test?.value).toBeCloseTo(scoreOn("test", selection).value, 6);
  for (const part of ["validation", "test"] as const) {
    const compared = await readBy("compare", { selection, part, shown: 3 });
    expect(compared.read.filter((each) => each !== part)).toEqual([]);
    expect(compared.answer.pruned?.value).toBeCloseTo(scoreOn(part, selection).value, 6);
  }
});
