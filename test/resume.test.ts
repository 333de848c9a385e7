import { beforeAll, describe, expect, it } from "vitest";
import { sequential } from "../bench/speed/sequential.ts";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import type { Model } from "../src/core/model/model.ts";
import type { PowerEstimate } from "../src/core/power/power-index.ts";
import { everyStrategyName, type StrategySettings } from "../src/core/prune/trail.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { encodeLayersModel } from "../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import { type Checkpoint, noCheckpoint, withNews } from "../src/jobs/checkpoint.ts";
import type { EstimateSpec, JobHost, JobKind, Jobs, PruneSpec } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench, type Workbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { activate, batchNorm, dense, flatten, input } from "./layers.ts";
import { npyBytes } from "./npy-bytes.ts";

/** Jobs that are broken off and opened again in another worker, against the same ones left alone; in Node on wasm. */

const model = sequential({
  name: "small",
  input: [6, 6, 1],
  links: [{ conv: 5, window: 3 }, { pool: 2 }, { dense: 6 }, { dense: 3 }],
});
const random = seededRandom(1, "pictures");
const examples = 260;
const data = [
  {
    name: "x.npy",
    bytes: npyBytes(
      "<f4",
      [examples, 6, 6, 1],
      Array.from({ length: examples * 36 }, () => 2 * random.uniform()),
    ),
  },
  {
    name: "y.npy",
    bytes: npyBytes(
      "<i8",
      [examples],
      Array.from({ length: examples }, (_, i) => i % 3),
    ),
  },
];
const players = 11;

function filesOf(network: Model) {
  const written = encodeLayersModel(network, null);
  const all = [{ name: "model.json", bytes: written["model.json"] }, ...written.shards, ...data];
  return all.map(({ name, bytes }) => ({ name, blob: new Blob([bytes as BlobPart]) }));
}

async function openedBench(network = model): Promise<Workbench> {
  const files = filesOf(network);
  const bench = emptyWorkbench(labParts());
  const host = jobHost(jobTable, bench);
  const counts = { calibration: 90, validation: 60, test: 60 };
  for await (const _ of follow(host, "open", { files, known: 0, output: null })) void _;
  for await (const _ of follow(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, ...counts })) void _;
  return bench;
}

/** A network with batch-norms behind the layers that are cut. */
const normed: Model = {
  name: "normed",
  output: "out",
  layers: [
    input([6, 6, 1]),
    flatten("flat", "input"),
    dense("first", "flat", 36, 5),
    batchNorm("norm1", "first", 5),
    activate("relu1", "norm1", "relu"),
    dense("second", "relu1", 5, 4),
    batchNorm("norm2", "second", 4),
    activate("relu2", "norm2", "relu"),
    dense("out", "relu2", 4, 3, "softmax"),
  ],
};

let prepared: Workbench;

/** A worker that knows nothing of earlier jobs; a checkpoint with every step. @param pace coalitions a step at most */
function freshHost(pace: number, bench = prepared): { host: JobHost; evaluated: () => number } {
  if (!bench.prepared) throw new Error("not prepared");
  const { evaluator } = bench.prepared;
  let evaluated = 0;
  const outputs: typeof evaluator.outputs = (batch, rows, gains) => {
    evaluated += batch.rows;
    return evaluator.outputs(batch, rows, gains);
  };
  const session = { ...bench.prepared, evaluator: { ...evaluator, outputs }, stepEvaluations: pace };
  return { host: jobHost(jobTable, { ...bench, prepared: session }, 0), evaluated: () => evaluated };
}

/** Pulls so many steps, and leaves: what the page has then. null where the job ended before. */
async function broken<K extends JobKind>(
  host: JobHost,
  kind: K,
  spec: Jobs[K]["spec"],
  pulls: number,
  from?: Checkpoint,
): Promise<Checkpoint | null> {
  let checkpoint = from ?? noCheckpoint;
  let left = pulls;
  for await (const step of follow(host, kind, spec, from)) {
    if (step.done) return null;
    if (step.news) checkpoint = withNews(checkpoint, structuredClone(step.news));
    left -= 1;
    if (left <= 0) return checkpoint;
  }
  return null;
}

async function ended<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"], from?: Checkpoint) {
  let [answer, steps] = [null as Jobs[K]["answer"] | null, 0];
  for await (const step of follow(host, kind, spec, from)) {
    answer = step.answer ?? answer;
    steps += 1;
  }
  return { answer, steps };
}

beforeAll(async () => {
  await startBackend("wasm");
  prepared = await openedBench();
}, 60_000);

/** Breaks a job off at several steps, once twice in a row, and ends it in workers of another pace. */
async function expectResumed<K extends JobKind>(kind: K, spec: Jobs[K]["spec"], bench = prepared): Promise<void> {
  const alone = freshHost(7, bench);
  const before = alone.evaluated();
  const { answer, steps } = await ended(alone.host, kind, spec);
  expect(answer).not.toBeNull();
  const whole = alone.evaluated() - before;
  const draw = seededRandom(steps, "broken off");
  const places = [1 + draw.integer(steps), 1 + draw.integer(steps), steps - 1].filter((place) => place > 0);
  for (const place of new Set(places)) {
    const first = freshHost(7, bench);
    const checkpoint = await broken(first.host, kind, spec, place);
    if (checkpoint === null) continue;
    const second = freshHost(place % 2 === 0 ? 4 : 13, bench);
    const twice = place === places[0] ? await broken(second.host, kind, spec, 2, checkpoint) : null;
    const third = twice === null ? second : freshHost(5, bench);
    const since = third.evaluated();
    const tensors = liveTensors();
    const resumed = await ended(third.host, kind, spec, twice ?? checkpoint);
    expect(resumed.answer, `broken off at step ${place} of ${steps}`).toEqual(answer);
    expect(liveTensors()).toBeLessThanOrEqual(tensors);
    // what was known is not evaluated again, apart from the full network's votes
    if (place > steps / 2 && whole > 100) expect(third.evaluated() - since).toBeLessThan(0.7 * whole);
  }
}

const pace = { seed: 3, stepEvaluations: 16 };
const estimateSpec: EstimateSpec = {
  ...pace,
  index: { kind: "biased-banzhaf", bias: 0.4 },
  payoff: "accuracy",
  estimator: "default",
  stop: { kind: "evaluations", evaluations: 160 },
  priorMasks: 5,
  count: 4,
};

it("goes on in a worker that has opened and prepared anew", async () => {
  const { answer } = await ended(freshHost(9).host, "estimate", estimateSpec);
  const checkpoint = await broken(freshHost(9).host, "estimate", estimateSpec, 14);
  const other = freshHost(9, await openedBench());
  const resumed = await ended(other.host, "estimate", estimateSpec, checkpoint ?? undefined);
  expect(resumed.answer).toEqual(answer);
  expect(other.evaluated()).toBeLessThan(120);
});

describe("a broken-off job ends with the figures of one that was left alone", () => {
  it("sweep", () =>
    expectResumed("sweep", {
      ...pace,
      settings: { fractions: [0.2, 0.5, 0.8, 1], masks: 12, statistic: "vote-disagreement", rescaled: false },
    }));

  it("surface", () =>
    expectResumed("surface", {
      seed: 3,
      first: ["conv1"],
      second: ["dense3"],
      fractions: [0.3, 0.6, 1],
      masks: 5,
      rescaled: false,
      statistic: "predictive-variance",
    }));

  it.each<Partial<EstimateSpec>>([
    {},
    { payoff: "log-likelihood", index: { kind: "shapley" } },
    { payoff: "macro-f1", index: { kind: "banzhaf" }, estimator: "default" },
    { examplesEach: 20, priorMasks: 0 },
    { examplesEach: "balanced" },
    { stop: { kind: "settled", count: 4, tolerance: 0.01, focused: true, evaluations: 300 }, priorMasks: 0 },
    { plays: "layer-by-layer" },
  ])("estimate with %o", (change) =>
    expectResumed("estimate", {
      ...estimateSpec,
      ...(change as EstimateSpec),
    }),
  );

  it("pool, its blocks too", async () => {
    await expectResumed("pool", { ...pace, payoff: "accuracy", evaluations: 150, focus: 0.4 });
    await expectResumed("pool", { ...pace, payoff: "accuracy", evaluations: 150, focus: null, examplesEach: 30 });
  });

  it("interaction and irreplaceability", async () => {
    await expectResumed("interaction", {
      ...pace,
      payoff: "accuracy",
      units: [0, 3, 6, 9],
      bias: 0.5,
      evaluations: 130,
    });
    await expectResumed("irreplaceability", { ...pace, payoff: "log-likelihood", evaluations: 120 });
  });

  it("sensitivity", async () => {
    const { host } = freshHost(16);
    const pool = await ended(host, "pool", { ...pace, payoff: "accuracy", evaluations: 150, focus: null });
    if (!pool.answer) throw new Error("no pool");
    await expectResumed("sensitivity", { fit: pool.answer, biases: [0.2, 0.4, 0.6, 0.8], target: 6, scope: "global" });
  });

  it("tiny game", () =>
    expectResumed("tiny", {
      seed: 3,
      payoff: "accuracy",
      game: { kind: "units", units: [0, 2, 5, 7] },
      others: "present",
      index: { kind: "shapley" },
      evaluations: 200,
    } as unknown as Jobs["tiny"]["spec"]));

  const settings: StrategySettings = {
    strategy: "top-n",
    target: 4,
    stepUnits: 2,
    index: { kind: "biased-banzhaf", bias: 0.4 },
    roundEvaluations: 60,
    swapEvaluations: 40,
    stepEvaluations: 16,
  };
  const pruneSpec: PruneSpec = { seed: 3, payoff: "accuracy", settings, estimate: null as PowerEstimate | null };

  it.each(everyStrategyName.filter((name) => name !== "norm-scale"))("prune by %s", (strategy) =>
    expectResumed("prune", { ...pruneSpec, settings: { ...settings, strategy } }),
  );

  it("prune on blocks of the examples", () =>
    expectResumed("prune", {
      ...pruneSpec,
      settings: { ...settings, strategy: "iterated-pruning", examplesEach: 30 },
    }));

  const selection = Uint8Array.from({ length: players }, (_, player) => (player % 3 === 0 ? 0 : 1));
  const point = { run: "prune-1", size: 7 };
  const fineTune = {
    kind: "fine-tune",
    optimizer: "adam",
    rate: 0.01,
    schedule: "cosine",
    epochs: 3,
    batch: 20,
    patience: 3,
    distillation: { temperature: 3, share: 0.5 },
  } as const;

  it.each([
    { kind: "refit", penalty: 1e-3 },
    { kind: "bias-correction" },
    fineTune,
    { ...fineTune, optimizer: "sgd", distillation: null, schedule: "constant", patience: 1 },
  ] as const)("repair by %o", (repair) =>
    expectResumed("repair", { seed: 3, point, selection, repaired: null, settings: repair, examples: 120 }),
  );

  it("prune by the scale of batch-norms, and their recalibration", async () => {
    const bench = await openedBench(normed);
    await expectResumed("prune", { ...pruneSpec, settings: { ...settings, strategy: "norm-scale" } }, bench);
    const kept = Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 0, 1);
    const cut = { seed: 3, point: { ...point, size: 6 }, selection: kept, repaired: null, examples: 120 };
    for (const kind of ["batch-norm", "bias-correction"] as const)
      await expectResumed("repair", { ...cut, settings: { kind } }, bench);
  });

  it("estimate until seconds of work are over, whatever the time between", async () => {
    // ten milliseconds from look to look: the clock is the same every time
    const ticking = () => {
      let time = 0;
      const now = () => {
        time += 10;
        return time;
      };
      return freshHost(7, { ...prepared, parts: { ...prepared.parts, now } }).host;
    };
    const spec: EstimateSpec = { ...estimateSpec, stop: { kind: "seconds", seconds: 0.3, evaluations: 5000 } };
    const { answer, steps } = await ended(ticking(), "estimate", spec);
    expect(answer?.evaluations).toBeGreaterThan(50);
    expect(answer?.evaluations).toBeLessThan(4000);
    for (const pulls of [Math.floor(steps / 3), steps - 2]) {
      const checkpoint = await broken(ticking(), "estimate", spec, pulls);
      expect((await ended(ticking(), "estimate", spec, checkpoint ?? undefined)).answer).toEqual(answer);
    }
  });

  it("appraisal, comparison and export", async () => {
    await expectResumed("appraise", { selection, repaired: null });
    await expectResumed("compare", { selection, repaired: null, part: "validation", shown: 2 });
    await expectResumed("export", { selection, repaired: null, format: "tfjs-layers" });
  });
});
