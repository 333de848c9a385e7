import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sequential } from "../bench/speed/sequential.ts";
import { startBackend } from "../bench/start-backend.ts";
import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import { confidenceIntervals } from "../src/core/estimate/interval.ts";
import { runReference } from "../src/core/model/reference-network.ts";
import { powerFromTable } from "../src/core/power/enumeration.ts";
import type { PowerIndex } from "../src/core/power/power-index.ts";
import { widthsOf } from "../src/core/prune/selection.ts";
import { encodeLayersModel } from "../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import type { DroppedFile, EstimateSpec, Estimation, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench, type Workbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { npyBytes } from "./npy-bytes.ts";

/** Estimates one layer at a time, through the job protocol. */

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

const asked: EstimateSpec = {
  seed: 1,
  index: { kind: "biased-banzhaf", bias: 0.4 },
  payoff: "log-likelihood",
  estimator: "default",
  stop: { kind: "evaluations", evaluations: 1300 },
  stepEvaluations: 64,
  priorMasks: 0,
  count: 50,
  plays: "layer-by-layer",
};

async function opened(
  files: readonly DroppedFile[],
  calibration: number,
): Promise<{ host: JobHost; bench: Workbench }> {
  const bench = emptyWorkbench(labParts());
  const host = jobHost(jobTable, bench);
  const { failures } = await last(host, "open", { files, known: 0, output: null });
  expect(failures).toEqual([]);
  const counts = { calibration, validation: 20, test: 20 };
  await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, ...counts });
  return { host, bench };
}

beforeAll(() => startBackend("wasm"));

describe("on a network of two thin layers", () => {
  const model = sequential({ name: "thin", input: [6], links: [{ dense: 5 }, { dense: 4 }, { dense: 3 }] });
  const written = encodeLayersModel(model, null);
  const values = Array.from({ length: 72 * 6 }, (_, i) => Math.sin(i) * 2);
  const labels = Array.from({ length: 72 }, (_, i) => i % 3);
  const files = [
    { name: "model.json", bytes: written["model.json"] },
    ...written.shards,
    { name: "x.npy", bytes: npyBytes("<f4", [72, 6], values) },
    { name: "y.npy", bytes: npyBytes("<i8", [72], labels) },
  ].map(({ name, bytes }) => ({ name, blob: new Blob([bytes as BlobPart]) }));

  /** The game of one group's units by the reference network, every other unit present. */
  function exactPower({ prepared, dataset }: Workbench, group: number, index: PowerIndex): Float64Array {
    const graph = dependencyGraphOf(model);
    const rows = prepared!.split.calibration;
    const inputs = prepared!.inputsOf(rows);
    const first = graph.unitOffset[group]!;
    const { width } = graph.groups[group]!;
    const worths = Float64Array.from({ length: 2 ** width }, (_, coalition) => {
      const units = new Float64Array(graph.unitOffset[graph.groups.length]!).fill(1);
      for (let unit = 0; unit < width; unit++) units[first + unit] = (coalition >> unit) & 1;
      const outputs = runReference(model, inputs, rows.length, { mask: { graph, units } });
      return (
        rows.reduce((sum, row, place) => sum + Math.log(outputs[3 * place + dataset!.dataset.labels[row]!]!), 0) /
        rows.length
      );
    });
    return powerFromTable(worths, width, index);
  }

  it.each([{ kind: "biased-banzhaf", bias: 0.3 }, { kind: "banzhaf" }, { kind: "shapley" }] as const)(
    "every unit's power is that of its own layer's game, enumerated: %o",
    async (index) => {
      const { host, bench } = await opened(files, 30);
      const found = await last(host, "estimate", {
        ...asked,
        index,
        stop: { kind: "evaluations", evaluations: 48 },
        count: 4,
      });
      const expected = [0, 1].flatMap((group) => [...exactPower(bench, group, index)]);
      expect(found.power).toHaveLength(9);
      found.power.forEach((power, player) => {
        expect(power).toBeCloseTo(expected[player]!, 5);
      });
      expect(found).toMatchObject({ evaluations: 32 + 16, estimator: "exact enumeration", settled: true });
      expect(found.layers?.map(({ players, evaluations }) => [players, evaluations])).toEqual([
        [5, 32],
        [4, 16],
      ]);
      // the same fraction of every layer is its top
      const players = bench.model!.players;
      expect(
        widthsOf(
          found.states.map((state) => (state === 1 ? 1 : 0)),
          players,
        ),
      ).toEqual([2, 2]);
      // and it is another game than that of all units
      const all = await last(host, "estimate", {
        ...asked,
        index,
        plays: "together",
        stop: { kind: "evaluations", evaluations: 512 },
      });
      expect(all.layers).toBeUndefined();
      expect(Math.max(...all.power.map((power, player) => Math.abs(power - expected[player]!)))).toBeGreaterThan(1e-3);
    },
  );
});

describe("on the sample", () => {
  const folder = path.resolve("public/sample");
  const files = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) => ({
    name,
    blob: new Blob([readFileSync(path.join(folder, name))]),
  }));
  let host: JobHost;
  let bench: Workbench;
  beforeAll(async () => {
    ({ host, bench } = await opened(files, 24));
  });
  const estimated = (spec: Partial<EstimateSpec> = {}): Promise<Estimation> =>
    last(host, "estimate", { ...asked, ...spec });

  it("pace changes no number, the seed does, and layers have streams of their own", async () => {
    const one = await estimated();
    const paced = await estimated({ stepEvaluations: 7 });
    const other = await estimated({ seed: 2 });
    expect(paced.power).toEqual(one.power);
    expect(paced.standardError).toEqual(one.standardError);
    expect(other.power).not.toEqual(one.power);
    // the first layer's six filters are enumerated whatever the seed
    expect(other.power.slice(0, 6)).toEqual(one.power.slice(0, 6));
    expect(one.layers?.map(({ estimator }) => estimator)).toContain("exact enumeration");
    expect(one.evaluations).toBe(1300);
    expect(one.exampleError?.every(Number.isFinite)).toBe(true);
  });

  it("intervals are those of each layer's own degrees of freedom", async () => {
    const found = await estimated({ stop: { kind: "evaluations", evaluations: 1800 } });
    const intervals = confidenceIntervals(found);
    const degrees = found.layers!.map(({ degreesOfFreedom }) => degreesOfFreedom);
    expect(degrees[0]).toBe(Number.POSITIVE_INFINITY);
    expect(new Set(degrees).size).toBe(4);
    expect(intervals.filter((interval) => interval !== null).length).toBe(226);
    // enumerated: no width
    expect(intervals[0]![0]).toBe(intervals[0]![1]);
  });

  it("progress counts the evaluations of all layers and never goes back; what has not played has no power", async () => {
    const seen: { done: number; total: number; share: number; known: number[] }[] = [];
    const spec = { ...asked, priorMasks: 4, payoff: "accuracy" } as const;
    for await (const { answer, progress } of follow(host, "estimate", spec)) {
      const known = widthsOf(
        Uint8Array.from(answer!.power, (power) => (Number.isNaN(power) ? 0 : 1)),
        bench.model!.players,
      );
      seen.push({ ...progress, share: progress.cost!.done / progress.cost!.total, known });
    }
    expect(seen.every(({ total }) => total === 1300)).toBe(true);
    for (const [place, { done, share }] of seen.entries())
      if (place > 0) {
        expect(done).toBeGreaterThanOrEqual(seen[place - 1]!.done);
        expect(share).toBeGreaterThan(seen[place - 1]!.share - 0.35);
      }
    expect(seen.at(-1)).toMatchObject({ done: 1300, known: [6, 16, 120, 84] });
    expect(seen.some(({ known }) => known[0] === 6 && known[3] === 0)).toBe(true);
  });

  it("the top of every layer is settled by itself, with the sizes that are asked for", async () => {
    const found = await estimated({
      stop: { kind: "settled", count: 50, tolerance: 0.5, focused: false, evaluations: 20_000 },
      rules: bench.model!.players.groups.map((group, place) => ({
        group,
        least: [1, 4, 30, 15][place]!,
        most: [1, 4, 30, 15][place]!,
      })),
    });
    expect(found.settled).toBe(true);
    expect(
      widthsOf(
        found.states.map((state) => (state === 1 ? 1 : 0)),
        bench.model!.players,
      ),
    ).toEqual([1, 4, 30, 15]);
    expect(found.evaluations).toBeLessThan(20_000);
  });

  it("time is shared by what each layer's coalitions take, and all layers play", async () => {
    const start = performance.now();
    const found = await estimated({ stop: { kind: "seconds", seconds: 1, evaluations: 10_000 } });
    expect((performance.now() - start) / 1000).toBeLessThan(8);
    expect(found.power.every(Number.isFinite)).toBe(true);
  });

  it("coalitions on a part of the examples do for layers as well", async () => {
    const found = await estimated({ examplesEach: 12, stop: { kind: "evaluations", evaluations: 1000 } });
    expect(found.examplesEach).toBe(12);
    expect(found.work).toBeLessThanOrEqual(1000);
    expect(found.power.every(Number.isFinite)).toBe(true);
  });
});
