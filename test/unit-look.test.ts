import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import type { JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** A close look at units of the sample, through the job protocol in Node. */

async function answers<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]) {
  const all: NonNullable<Jobs[K]["answer"]>[] = [];
  for await (const { answer } of follow(host, kind, spec)) if (answer) all.push(answer);
  return all;
}

const folder = path.resolve("public/sample");
const files = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) => ({
  name,
  blob: new Blob([readFileSync(path.join(folder, name))]),
}));

let host: JobHost;
let passes = 0;
beforeAll(async () => {
  await startBackend("wasm");
  const parts = labParts();
  const unitPeaks: typeof parts.unitPeaks = (...given) => {
    passes += 1;
    return parts.unitPeaks(...given);
  };
  host = jobHost(jobTable, emptyWorkbench({ ...parts, unitPeaks }));
  await answers(host, "open", { files, known: 0, output: null });
  const counts = { calibration: 60, validation: 40, test: 40 };
  await answers(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, workers: null, ...counts });
});

it("shows a filter's weights at once, then the examples that it is most active on", async () => {
  const looks = await answers(host, "unit", { player: 2 });
  const [first, last] = [looks[0], looks.at(-1)];
  expect(first?.examples).toBeNull();
  expect(first?.kernels.map(({ layer, window, inputs, values }) => [layer, window, inputs, values.length])).toEqual([
    ["conv1", [5, 5], 1, 25],
  ]);
  const examples = last?.examples ?? [];
  expect(examples).toHaveLength(8);
  const values = examples.map(({ value }) => value);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  for (const { label, input } of examples) {
    expect(input).toHaveLength(28 * 28);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(label);
  }
  expect(new Set(examples.map(({ row }) => row)).size).toBe(8);
  expect(last?.active).toBeGreaterThan(0);
});

it("reads the calibration examples once for all units, and leaves no tensor behind", async () => {
  const before = liveTensors();
  const [one] = (await answers(host, "unit", { player: 225 })).slice(-1);
  expect(one?.kernels.map(({ layer, window }) => [layer, window])).toEqual([["dense2", []]]);
  expect(one?.examples).not.toBeNull();
  expect(liveTensors()).toBe(before);
  expect(passes).toBe(1);
});

it("has no unit beyond the last", async () => {
  await expect(answers(host, "unit", { player: 226 })).rejects.toThrow("There is no unit 226.");
});
