import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import { baselineNames, furtherStrategyNames, type StrategySettings, type Trail } from "../src/core/prune/trail.ts";
import type { JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** Every baseline and every further strategy as a run of the lab, on the embedded sample. */

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

const widths = [6, 16, 120, 84];
const groups = ["conv2d", "conv2d_1", "dense", "dense_1"];

describe("runs on the sample", () => {
  let host: JobHost;
  let named: readonly string[] = groups;
  beforeAll(async () => {
    await startBackend("wasm");
    host = jobHost(jobTable, emptyWorkbench(labParts()));
    const holdings = await last(host, "open", { files, known: 0, output: null });
    named = holdings.model?.groups.map(({ id }) => id) ?? [];
    const counts = { calibration: 30, validation: 40, test: 10 };
    await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, ...counts });
  });

  const runOf = (settings: Partial<StrategySettings> & Pick<StrategySettings, "strategy">): Promise<Trail> =>
    last(host, "prune", {
      seed: 1,
      payoff: "accuracy",
      estimate: null,
      settings: {
        target: 170,
        stepUnits: 28,
        index: { kind: "biased-banzhaf", bias: 0.4 },
        roundEvaluations: 40,
        stepEvaluations: 64,
        ...settings,
      },
    });

  /** Passes over the calibration examples, a backward pass counting as two. */
  const spent: Partial<Record<(typeof baselineNames)[number], number>> = {
    taylor: 3,
    "gradient-norm": 3,
    apoz: 1,
    "activation-mean": 1,
    "leave-one-out": 227,
  };

  it.each(baselineNames.filter((name) => name !== "norm-scale"))(
    "%s ranks, globally and at widths",
    async (strategy) => {
      const before = liveTensors();
      const { points, evaluations } = await runOf({ strategy, normalised: true });
      expect(points.map(({ size }) => size)).toEqual([226, 198, 170]);
      expect(evaluations).toBe(spent[strategy] ?? 0);
      const rules = named.map((group, g) => ({ group, least: [3, 8, 90, 69][g]!, most: [3, 8, 90, 69][g]! }));
      const matched = await runOf({ strategy, rules, stepUnits: 100 });
      let player = 0;
      for (const [g, width] of widths.entries()) {
        const kept = matched.selection.slice(player, player + width).reduce((sum, one) => sum + one, 0);
        expect(kept).toBe([3, 8, 90, 69][g]);
        player += width;
      }
      expect(liveTensors()).toBe(before);
    },
  );

  it("refuses the scale of batch norms where there is none", async () => {
    await expect(runOf({ strategy: "norm-scale" })).rejects.toThrow("no batch norm");
  });

  it.each(furtherStrategyNames)("%s goes its way and counts its evaluations", async (strategy) => {
    const rules = named.slice(2).map((group) => ({ group, whole: true }));
    const targets: Partial<Record<typeof strategy, number>> = { "greedy-elimination": 224, "pruning-with-swaps": 222 };
    const target = targets[strategy] ?? 208;
    const { points, evaluations } = await runOf({ strategy, rules, target, swapEvaluations: 60, stepUnits: 2 });
    expect(points.at(-1)?.size).toBe(target);
    expect(evaluations).toBeGreaterThan(0);
    expect(evaluations).toBeLessThan(200);
  });

  it("reconstruction chooses for the refit, counts it at its price, and the repair gives what it promised", async () => {
    const before = liveTensors();
    const some = { target: 60, stepUnits: 166, roundEvaluations: 60, swapEvaluations: 0, refitExamples: 120 };
    const { points, evaluations, selection } = await runOf({ strategy: "reconstruction", ...some });
    expect(liveTensors()).toBe(before);
    // 120 examples are four passes of the 30 that calibrate, and one for the solves
    expect(evaluations % 5).toBe(0);
    expect(evaluations).toBeLessThanOrEqual(60);
    const point = points.at(-1);
    expect(point?.size).toBe(60);
    expect(point?.afterRefit?.accuracy).toBeGreaterThan(point?.accuracy ?? 1);
    const settings = { kind: "refit", penalty: 1e-3 } as const;
    const refit = { repaired: null, settings, seed: 1, examples: 120, point: { run: "prune-1", size: 60 } };
    const { after } = await last(host, "repair", { ...refit, selection });
    expect(Math.abs((after?.value ?? 0) - (point?.afterRefit?.accuracy ?? 1))).toBeLessThan(0.03);
    const random = await runOf({ strategy: "random", target: 60, stepUnits: 166 });
    const chance = await last(host, "repair", { ...refit, selection: random.selection });
    expect(after?.value ?? 0).toBeGreaterThan(chance.after?.value ?? 1);
  });

  it("comes down to half of the multiply-accumulates, and stops where the accuracy falls", async () => {
    const half = { kind: "macs", most: 208_000 } as const;
    const macs = await runOf({ strategy: "magnitude-l2", goal: half });
    const { cost } = await last(host, "appraise", { selection: macs.selection });
    expect(cost.macs).toBeLessThanOrEqual(half.most);
    expect(cost.macs).toBeGreaterThan(0.8 * half.most);
    const fall = await runOf({ strategy: "taylor", goal: { kind: "accuracy", fall: 0.05 } });
    expect(fall.points.length).toBeGreaterThan(1);
    const [first] = fall.points;
    for (const { accuracy } of fall.points) expect(accuracy).toBeGreaterThanOrEqual(first!.accuracy - 0.051);
  });
});
