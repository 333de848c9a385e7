import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import { powerAt } from "../src/core/estimate/pool-power.ts";
import type { PowerIndex } from "../src/core/power/power-index.ts";
import { defaultFractions } from "../src/core/uncertainty/default-fractions.ts";
import type { DroppedFile, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** The whole method through the job protocol, in Node on wasm: what the page asks of its worker. */

const freshHost = (): JobHost => jobHost(jobTable, emptyWorkbench(labParts()));

const dropped = (folder: string, names: readonly string[]): DroppedFile[] =>
  names.map((name) => ({ name, blob: new Blob([readFileSync(path.join(folder, name))]) }));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

const open = (host: JobHost, files: readonly DroppedFile[], known = 0) =>
  last(host, "open", { files, known, output: null });

const estimateSpec = (index: PowerIndex, evaluations: number) => ({
  index,
  payoff: "accuracy" as const,
  estimator: "default",
  stop: { kind: "evaluations", evaluations } as const,
  stepEvaluations: 64,
  priorMasks: 0,
  count: 50,
});

const prepareSpec = (counts: { calibration: number; validation: number; test: number }) => ({
  seed: 1,
  prefer: "wasm" as const,
  pairing: null,
  ...counts,
});

async function journey(
  host: JobHost,
  target: number,
  evaluations: number,
  strategy: "iterated-building" | "iterated-pruning" | "top-n",
) {
  const sweep = await last(host, "sweep", {
    seed: 1,
    stepEvaluations: 64,
    settings: { fractions: defaultFractions, masks: 4, rescaled: true, statistic: "vote-disagreement" },
  });
  const index = { kind: "biased-banzhaf", bias: sweep.critical.fraction } as const;
  const estimate = await last(host, "estimate", { seed: 1, ...estimateSpec(index, evaluations) });
  const trail = await last(host, "prune", {
    seed: 1,
    payoff: "accuracy",
    estimate: strategy === "top-n" ? estimate : null,
    settings: { strategy, target, stepUnits: 24, index, roundEvaluations: evaluations, stepEvaluations: 64 },
  });
  const appraisal = await last(host, "appraise", { selection: trail.selection });
  const exported = await last(host, "export", { selection: trail.selection, format: "tfjs-layers" });
  const verified = await last(freshHost(), "verify", { exported });
  return { sweep, estimate, trail, appraisal, exported, verified };
}

const sample = path.resolve("public/sample");
const sampleNames = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"];

describe("the embedded sample", () => {
  beforeAll(() => startBackend("wasm"));

  it("goes from files to a verified smaller file, and ends with the tensors it began with", async () => {
    const before = liveTensors();
    const host = freshHost();
    const holdings = await open(
      host,
      dropped(sample, ["group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz", "model.json"]),
    );
    expect(holdings.failures).toEqual([]);
    expect(holdings.model?.players).toBe(226);
    const prepared = await last(host, "prepare", prepareSpec({ calibration: 60, validation: 60, test: 100 }));
    expect(prepared.backend?.selfTest).toBeLessThan(1e-4);
    expect(prepared.full?.test.value).toBeGreaterThan(0.9);
    const { trail, appraisal, exported, verified, estimate } = await journey(host, 100, 300, "iterated-building");
    expect(estimate.power.length).toBe(226);
    expect(trail.selection.reduce((sum, kept) => sum + kept, 0)).toBe(100);
    expect(appraisal.cost.parameters).toBeLessThan(holdings.model?.cost.parameters ?? 0);
    expect(verified.difference).toBeLessThan(1e-5);
    expect(verified.independent?.difference).toBeLessThan(1e-5);
    expect(verified.flipped).toBe(0);
    expect(verified.accuracy.value).toBe(appraisal.test?.value);
    expect(exported.fileBytes).toBeLessThan(holdings.model?.fileBytes ?? 0);
    // Opening another network frees what the first one held.
    await open(host, dropped(path.resolve("test/fixtures/lenet-mnist"), ["model.json", "group1-shard1of1.bin"]));
    expect(liveTensors()).toBe(before);
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const host = freshHost();
    await open(host, dropped(sample, sampleNames));
    await last(host, "prepare", prepareSpec({ calibration: 40, validation: 40, test: 40 }));
    const spec = { ...estimateSpec({ kind: "banzhaf" }, 64), payoff: "log-likelihood" as const };
    const first = await last(host, "estimate", { seed: 1, ...spec });
    const again = await last(host, "estimate", { seed: 1, ...spec, stepEvaluations: 7 });
    const other = await last(host, "estimate", { seed: 2, ...spec });
    expect([...again.power]).toEqual([...first.power]);
    expect([...other.power]).not.toEqual([...first.power]);
  });

  it("keeps what was loaded when a wrong file follows, and says what the file is", async () => {
    const host = freshHost();
    await open(host, dropped(sample, sampleNames));
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    const holdings = await open(host, [{ name: "model.json", blob: new Blob([picture]) }]);
    expect(holdings.failures[0]?.message).toContain("PNG");
    expect(holdings.model?.players).toBe(226);
    expect(holdings.dataset?.count).toBe(1797);
    const later = await open(host, []);
    expect(later.failures).toEqual([]);
  });

  it("classifies at least 0.97 of the rows that its training never saw", async () => {
    const host = freshHost();
    await open(host, dropped(sample, sampleNames));
    const prepared = await last(host, "prepare", prepareSpec({ calibration: 100, validation: 100, test: 1000 }));
    expect(prepared.full?.test.examples).toBe(539);
    expect(prepared.full?.test.value).toBeGreaterThanOrEqual(0.97);
  });

  it("refuses data that does not go with the network, and keeps what was there and prepared", async () => {
    const host = freshHost();
    await open(host, dropped(sample, sampleNames));
    await last(host, "prepare", prepareSpec({ calibration: 40, validation: 40, test: 40 }));
    const text = Array.from(
      { length: 60 },
      (_, row) => `${row % 7},${row % 5},3.5,${row % 2},${["a", "b", "c"][row % 3]}`,
    );
    const iris = { name: "iris.csv", blob: new Blob([`${text.join("\n")}\n`]) };
    const holdings = await open(host, [...dropped(sample, sampleNames), iris], 4);
    expect(holdings.failures[0]?.kind).toBe("pairing-impossible");
    expect(holdings.dataset?.count).toBe(1797);
    expect(holdings.kept).toEqual([0, 1, 2, 3]);
    const estimate = await last(host, "estimate", { seed: 1, ...estimateSpec({ kind: "banzhaf" }, 8) });
    expect(estimate.evaluations).toBe(8);
  });

  it("measures agreement with the full network where the images have no labels", async () => {
    const host = freshHost();
    const pixels = Uint8Array.from({ length: 40 * 784 }, (_, place) => (place * 7919) % 256);
    const header = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 28, 0, 0, 0, 28);
    const images = { name: "images-idx3-ubyte", blob: new Blob([header, pixels]) };
    await open(host, [...dropped(sample, sampleNames.slice(0, 2)), images]);
    const prepared = await last(host, "prepare", prepareSpec({ calibration: 15, validation: 10, test: 10 }));
    expect(prepared.measure).toBe("agreement");
    expect(prepared.full?.test.value).toBe(1);
  });
});

describe("the method in depth, on the sample", () => {
  const host = freshHost();
  const common = { seed: 1, payoff: "accuracy", stepEvaluations: 64 } as const;
  beforeAll(async () => {
    await startBackend("wasm");
    await open(host, dropped(sample, sampleNames));
    await last(host, "prepare", prepareSpec({ calibration: 60, validation: 60, test: 60 }));
  });

  it("ranks first by gradients, then by sampled coalitions, and tells both noises apart", async () => {
    const spec = { ...estimateSpec({ kind: "biased-banzhaf", bias: 0.3 }, 1000), seed: 1, priorMasks: 5 };
    const names: string[] = [];
    let estimate: Jobs["estimate"]["answer"] | null = null;
    for await (const { answer } of follow(host, "estimate", spec)) {
      estimate = answer;
      if (answer && names.at(-1) !== answer.estimator) names.push(answer.estimator);
    }
    expect(names).toEqual(["gradient-prior", "least squares"]);
    expect(estimate?.prior?.some((slope) => slope !== 0)).toBe(true);
    expect(estimate?.states.length).toBe(226);
    const noises = Array.from(estimate?.exampleError ?? []);
    expect(noises.filter((error) => error > 0).length).toBeGreaterThan(200);
  });

  it("stops when the seconds are over, and records the evaluations that they became", async () => {
    const spec = {
      ...estimateSpec({ kind: "banzhaf" }, 0),
      stop: { kind: "seconds", seconds: 1, evaluations: 1e6 } as const,
    };
    const estimate = await last(host, "estimate", { seed: 1, ...spec });
    expect(estimate.evaluations).toBeGreaterThan(10);
    expect(estimate.evaluations).toBeLessThan(1e6);
  });

  it("ranks for any d from one pool, and measures how sensitive the accuracy is to d", async () => {
    const fit = await last(host, "pool", { ...common, evaluations: 1500, focus: 0.3 });
    expect(powerAt(fit, { kind: "biased-banzhaf", bias: 0.3 }).power.length).toBe(226);
    const found = await last(host, "sensitivity", { fit, biases: [0.2, 0.5], target: 113, scope: "global" });
    expect(found.scores.map(({ examples }) => examples)).toEqual([60, 60]);
  });

  it("draws the surface of two sets of layers, its full corner without any uncertainty", async () => {
    const surface = await last(host, "surface", {
      seed: 1,
      first: ["conv1", "conv2"],
      second: ["dense1", "dense2"],
      fractions: [0.3, 1],
      masks: 3,
      rescaled: true,
      statistic: "vote-disagreement",
    });
    expect(surface.uncertainty["vote-disagreement"][3]).toBe(0);
    expect(surface.uncertainty["vote-disagreement"][0]).toBeGreaterThan(0);
  });

  it("finds interactions, the irreplaceable, and the exact solution of a tiny game", async () => {
    const pairs = await last(host, "interaction", { ...common, units: [0, 1, 2], bias: 0.5, evaluations: 140 });
    expect(pairs.interaction.length).toBe(3);
    expect(pairs.standardError.every((error) => error >= 0)).toBe(true);
    const core = await last(host, "irreplaceability", { ...common, evaluations: 200 });
    expect(core.allocation.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(0.5);
    const game = { kind: "textbook", name: "gloves" } as const;
    const tiny = await last(host, "tiny", { ...common, game, index: { kind: "shapley" }, evaluations: 60 });
    expect(Array.from(tiny.exact.shapley, (value) => Math.round(6 * value))).toEqual([4, 1, 1]);
    expect(Array.from(tiny.solutions?.nucleolus ?? [], (value) => Math.round(1e6 * value) / 1e6)).toEqual([1, 0, 0]);
    const units = { kind: "units", units: [0, 1, 2, 3, 4, 5], others: "present" } as const;
    const filters = await last(host, "tiny", { ...common, game: units, index: { kind: "banzhaf" }, evaluations: 60 });
    expect(filters.names[0]).toBe("conv1 1");
    expect(filters.values[63]).toBeGreaterThan(0.9);
  });
});

const shared = path.resolve("../shared");
const mnist = path.join(shared, "data/mnist");
const mnistFiles = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

describe.skipIf(!existsSync(mnist))("real files (skipped without ../shared)", () => {
  beforeAll(() => startBackend("wasm"));

  it("plays the tfjs digits CNN on MNIST at the accuracy its README states", async () => {
    const host = freshHost();
    const folder = path.join(shared, "models/tfjs-layers-digits-cnn");
    const holdings = await open(host, [
      ...dropped(mnist, mnistFiles),
      ...dropped(folder, ["group1-shard1of1.bin", "model.json"]),
    ]);
    expect(holdings.failures).toEqual([]);
    expect(holdings.model?.players).toBe(152);
    const prepared = await last(host, "prepare", prepareSpec({ calibration: 50, validation: 50, test: 3000 }));
    expect(prepared.full?.test.value).toBeGreaterThan(0.985);
    const { verified } = await journey(host, 76, 100, "top-n");
    expect(verified.difference).toBeLessThan(1e-5);
    expect(verified.independent?.difference).toBeLessThan(1e-5);
  });
});
