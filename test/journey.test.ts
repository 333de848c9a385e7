import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
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
    settings: { fractions: defaultFractions, masks: 4, rescaled: true, statistic: "vote-disagreement" },
  });
  const index = { kind: "biased-banzhaf", bias: sweep.critical.fraction } as const;
  const estimate = await last(host, "estimate", {
    seed: 1,
    index,
    payoff: "accuracy",
    evaluations,
    stepEvaluations: 64,
  });
  const trail = await last(host, "prune", {
    seed: 1,
    payoff: "accuracy",
    estimate: strategy === "top-n" ? estimate : null,
    settings: { strategy, target, stepUnits: 24, index, roundEvaluations: evaluations, stepEvaluations: 64 },
  });
  const appraisal = await last(host, "appraise", { selection: trail.selection });
  const exported = await last(host, "export", { selection: trail.selection });
  const verified = await last(freshHost(), "verify", { exported });
  return { sweep, estimate, trail, appraisal, exported, verified };
}

const sample = path.resolve("public/sample");

describe("the embedded sample", () => {
  beforeAll(() => startBackend("wasm"));

  it("goes from files to a verified smaller file, and ends with the tensors it began with", async () => {
    const before = liveTensors();
    const host = freshHost();
    const holdings = await last(host, "open", {
      files: dropped(sample, ["group1-shard1of1.bin", "digits.csv.gz", "model.json"]),
    });
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
    expect(verified.differenceLayersModel).toBeLessThan(1e-5);
    expect(verified.flipped).toBe(0);
    expect(verified.accuracy.value).toBe(appraisal.test.value);
    expect(exported.fileBytes).toBeLessThan(holdings.model?.fileBytes ?? 0);
    // Opening another network frees what the first one held.
    await last(host, "open", {
      files: dropped(path.resolve("test/fixtures/lenet-mnist"), ["model.json", "group1-shard1of1.bin"]),
    });
    expect(liveTensors()).toBe(before);
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const host = freshHost();
    await last(host, "open", { files: dropped(sample, ["model.json", "group1-shard1of1.bin", "digits.csv.gz"]) });
    await last(host, "prepare", prepareSpec({ calibration: 40, validation: 40, test: 40 }));
    const spec = {
      index: { kind: "banzhaf" },
      payoff: "log-likelihood",
      evaluations: 64,
      stepEvaluations: 64,
    } as const;
    const first = await last(host, "estimate", { seed: 1, ...spec });
    const again = await last(host, "estimate", { seed: 1, ...spec, stepEvaluations: 7 });
    const other = await last(host, "estimate", { seed: 2, ...spec });
    expect([...again.power]).toEqual([...first.power]);
    expect([...other.power]).not.toEqual([...first.power]);
  });

  it("keeps what was loaded when a wrong file follows, and says what the file is", async () => {
    const host = freshHost();
    await last(host, "open", { files: dropped(sample, ["model.json", "group1-shard1of1.bin", "digits.csv.gz"]) });
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    const holdings = await last(host, "open", { files: [{ name: "model.json", blob: new Blob([picture]) }] });
    expect(holdings.failures[0]?.message).toContain("PNG");
    expect(holdings.model?.players).toBe(226);
    expect(holdings.dataset?.count).toBe(1797);
    const later = await last(host, "open", { files: [] });
    expect(later.failures).toEqual([]);
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
    const holdings = await last(host, "open", {
      files: [...dropped(mnist, mnistFiles), ...dropped(folder, ["group1-shard1of1.bin", "model.json"])],
    });
    expect(holdings.failures).toEqual([]);
    expect(holdings.model?.players).toBe(152);
    const prepared = await last(host, "prepare", prepareSpec({ calibration: 50, validation: 50, test: 3000 }));
    expect(prepared.full?.test.value).toBeGreaterThan(0.985);
    const { verified } = await journey(host, 76, 100, "top-n");
    expect(verified.difference).toBeLessThan(1e-5);
    expect(verified.differenceLayersModel).toBeLessThan(1e-5);
  });
});
