import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../bench/start-backend.ts";
import type { EstimateSpec, Estimation, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** Coalitions on a part of the calibration examples, through the job protocol, on the embedded sample. */

const folder = path.resolve("public/sample");
const files = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) => ({
  name,
  blob: new Blob([readFileSync(path.join(folder, name))]),
}));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

const index = { kind: "biased-banzhaf", bias: 0.4 } as const;

describe("on the sample with 60 calibration examples", () => {
  let host: JobHost;
  beforeAll(async () => {
    await startBackend("wasm");
    host = jobHost(jobTable, emptyWorkbench(labParts()));
    await last(host, "open", { files, known: 0, output: null });
    const counts = { calibration: 60, validation: 40, test: 10 };
    await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, ...counts });
  });

  const estimated = (spec: Partial<EstimateSpec>): Promise<Estimation> =>
    last(host, "estimate", {
      seed: 1,
      index,
      payoff: "accuracy",
      estimator: "default",
      stop: { kind: "evaluations", evaluations: 100 },
      stepEvaluations: 64,
      priorMasks: 0,
      count: 50,
      ...spec,
    });

  it("gives the old numbers exactly where all examples are wanted, or nothing is said", async () => {
    const unsaid = await estimated({});
    const all = await estimated({ examplesEach: "all" });
    const nearlyAll = await estimated({ examplesEach: 55 });
    expect(all.power).toEqual(unsaid.power);
    expect(nearlyAll.power).toEqual(unsaid.power);
    expect([unsaid.examplesEach, unsaid.work, unsaid.evaluations]).toEqual([undefined, undefined, 100]);
    expect(unsaid.exampleError).not.toBeNull();
  });

  it("plays more coalitions on fewer examples for the same work, says so, and depends on no pace", async () => {
    const few = await estimated({ examplesEach: 20 });
    const paced = await estimated({ examplesEach: 20, stepEvaluations: 7 });
    expect(few.examplesEach).toBe(20);
    expect(few.evaluations).toBeGreaterThan(100);
    expect(few.evaluations % 3).toBe(0);
    expect(few.work).toBeGreaterThan(90);
    expect(few.work).toBeLessThanOrEqual(100);
    expect(paced.power).toEqual(few.power);
    expect(few.exampleError).toBeNull();
  });

  it("counts the pilot of the balance as work, and balances alike for the same seed", async () => {
    const [one, other] = [await estimated({ examplesEach: "balanced" }), await estimated({ examplesEach: "balanced" })];
    expect(other.power).toEqual(one.power);
    expect(other.examplesEach).toBe(one.examplesEach);
    expect(one.work ?? one.evaluations).toBeLessThanOrEqual(100);
  });

  it.each([
    ["an estimator of differences", { estimator: "marginal pairs" }],
    ["a worth that is no mean over examples", { payoff: "balanced-accuracy" as const }],
    [
      "evaluations on the undecided alone",
      {
        stop: { kind: "settled", count: 50, tolerance: 0, focused: true, evaluations: 250 } as const,
      },
    ],
  ])("keeps all examples for %s", async (_case, spec) => {
    const kept = await estimated({ ...spec, examplesEach: 20 });
    expect(kept.examplesEach).toBeUndefined();
    expect(kept.power).toEqual((await estimated(spec)).power);
  });

  it("fills a pool of more coalitions, the empty and the grand one on all examples", async () => {
    const spec = { seed: 1, payoff: "accuracy" as const, evaluations: 100, stepEvaluations: 1000, focus: 0.4 };
    const plain = await last(host, "pool", spec);
    const few = await last(host, "pool", { ...spec, examplesEach: 20 });
    expect(few.examplesEach).toBe(20);
    expect(few.evaluations).toBeGreaterThan(plain.evaluations);
    expect(few.work).toBeLessThanOrEqual(100);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(few.shapley)).toBeCloseTo(sum(plain.shapley), 9);
  });

  it("builds in rounds of the same work, and the trail says how many examples a coalition had", async () => {
    const run = (examplesEach?: number) =>
      last(host, "prune", {
        seed: 1,
        payoff: "accuracy",
        estimate: null,
        settings: {
          strategy: "iterated-building",
          target: 60,
          stepUnits: 30,
          index,
          roundEvaluations: 100,
          stepEvaluations: 64,
          ...(examplesEach === undefined ? {} : { examplesEach }),
        },
      });
    const [plain, few] = [await run(), await run(20)];
    expect(few.examplesEach).toBe(20);
    expect(plain.examplesEach).toBeUndefined();
    expect(few.evaluations).toBeLessThanOrEqual(plain.evaluations);
    expect(few.evaluations).toBeGreaterThan(0.95 * plain.evaluations);
    expect(few.estimate?.evaluations).toBeGreaterThan(100);
    expect(few.points.at(-1)?.size).toBe(60);
  });
});
