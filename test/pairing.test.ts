import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../bench/start-backend.ts";
import type { PairingChoice } from "../src/core/dataset/pairing.ts";
import type { DroppedFile, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** What the lab finds by itself, through the job protocol, in Node on wasm. */

const shared = path.resolve("../shared");
const digitsNetwork = ["model.json", "group1-shard1of1.bin"].map((name) =>
  file(`models/tfjs-layers-digits-cnn/${name}`),
);

function file(name: string, change: (bytes: Buffer) => Uint8Array = (bytes) => bytes): DroppedFile {
  const place = path.join(shared, name);
  const bytes = existsSync(place) ? readFileSync(place) : Buffer.alloc(0);
  return { name: path.basename(name).replace(/\.gz$/, ""), blob: new Blob([Uint8Array.from(change(bytes))]) };
}

/** The numbers of an IDX file behind its header, changed one by one. */
const changed = (header: number, change: (value: number, place: number, all: Uint8Array) => number) => (gz: Buffer) => {
  const bytes = gunzipSync(gz);
  const body = bytes.subarray(header);
  return Buffer.concat([bytes.subarray(0, header), body.map((value, place) => change(value, place, body))]);
};
const images = (change?: Parameters<typeof changed>[1]) =>
  file("data/mnist/t10k-images-idx3-ubyte.gz", change && changed(16, change));
const labels = (change?: Parameters<typeof changed>[1]) =>
  file("data/mnist/t10k-labels-idx1-ubyte.gz", change && changed(8, change));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

async function opened(files: readonly DroppedFile[]): Promise<JobHost> {
  const host = jobHost(jobTable, emptyWorkbench(labParts()));
  const holdings = await last(host, "open", { files, known: 0, output: null });
  expect(holdings.failures).toEqual([]);
  return host;
}

const prepare = (host: JobHost, pairing: PairingChoice | null = null) =>
  last(host, "prepare", { seed: 1, prefer: "wasm", calibration: 200, validation: 50, test: 1000, pairing });

describe.skipIf(!existsSync(shared))("the digits network on MNIST (skipped without ../shared)", () => {
  beforeAll(() => startBackend("wasm"));

  it("reads pixels on the scale 0 to 1, and everything that was tried is shown", async () => {
    const host = await opened([...digitsNetwork, images(), labels()]);
    const { pairing, trials, full } = await prepare(host);
    expect(pairing?.values).toEqual({ kind: "affine", scale: [1 / 255], offset: [0] });
    expect(full?.test.value).toBeGreaterThan(0.98);
    expect(trials?.tried.length).toBeGreaterThan(8);
    expect(trials?.tried.length).toBeLessThanOrEqual(25);
    expect(trials?.tried[trials.chosen]?.pairing).toEqual(pairing);
    const raw = { ...pairing, values: { kind: "affine", scale: [2], offset: [5] } } as PairingChoice;
    const again = await prepare(host, raw);
    expect(again.pairing).toEqual(raw);
    expect(again.trials?.tried.length).toBe((trials?.tried.length ?? 0) + 1);
    expect(again.trials?.tried[again.trials.chosen]?.pairing).toEqual(raw);
  });

  it("gets dark digits on a light ground inverted", async () => {
    const { pairing, full } = await prepare(await opened([...digitsNetwork, images((value) => 255 - value), labels()]));
    expect(pairing?.invertedFrom).toBe(255);
    expect(full?.test.value).toBeGreaterThan(0.97);
  });

  it("gets digits that lie on their side turned", async () => {
    const turn = (_: number, place: number, all: Uint8Array) => {
      const [within, x] = [place % 784, place % 28];
      return all[place - within + x * 28 + Math.floor(within / 28)] ?? 0;
    };
    const { pairing, full } = await prepare(await opened([...digitsNetwork, images(turn), labels()]));
    expect(pairing?.transposed).toBe(true);
    expect(full?.test.value).toBeGreaterThan(0.98);
  });

  it("has its classes reordered where the labels are counted otherwise, on all parts of the split", async () => {
    const { pairing, full } = await prepare(
      await opened([...digitsNetwork, images(), labels((label) => (label + 3) % 10)]),
    );
    expect(pairing?.classes).toEqual([7, 8, 9, 0, 1, 2, 3, 4, 5, 6]);
    expect(full?.test.value).toBeGreaterThan(0.98);
    expect(full?.validation.value).toBeGreaterThan(0.9);
  });
});
