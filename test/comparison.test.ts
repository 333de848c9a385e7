import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import type { ActivationName, Model } from "../src/core/model/model.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { encodeLayersModel } from "../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import type { DroppedFile, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { dense, input, network } from "./layers.ts";
import { hasShared, sharedFile } from "./shared-file.ts";

/** Pruned against full network, and their latency, through the job protocol in Node. */

const hostWith = (parts = labParts()): JobHost => jobHost(jobTable, emptyWorkbench(parts));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

type Preparing = Partial<Jobs["prepare"]["spec"]>;

async function prepared(files: readonly DroppedFile[], spec: Preparing, host = hostWith()) {
  const holdings = await last(host, "open", { files, known: 0, output: null });
  expect(holdings.failures).toEqual([]);
  const counts = { calibration: 40, validation: 100, test: 200 };
  const answer = await last(host, "prepare", {
    seed: 1,
    prefer: "wasm",
    pairing: null,
    workers: null,
    ...counts,
    ...spec,
  });
  return { host, full: answer.full, holdings, answer };
}

const folder = path.resolve("public/sample");
const sample = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) => ({
  name,
  blob: new Blob([readFileSync(path.join(folder, name))]),
}));
const sum = (bytes: Uint8Array) => bytes.reduce((total, byte) => total + byte, 0);
const everyOther = Uint8Array.from({ length: 226 }, (_, player) => (player % 2 === 0 ? 1 : 0));

describe("a comparison on the sample", () => {
  let evaluated = 0;
  let lab: Awaited<ReturnType<typeof prepared>>;
  beforeAll(async () => {
    await startBackend("wasm");
    const parts = labParts();
    const evaluator: typeof parts.evaluator = (...given) => {
      const made = parts.evaluator(...given);
      const outputs: typeof made.outputs = (...asked) => {
        evaluated += 1;
        return made.outputs(...asked);
      };
      return { ...made, outputs };
    };
    lab = await prepared(sample, {}, hostWith({ ...parts, evaluator }));
  });

  it("shows the figures of the other jobs, and flips that add up to them", async () => {
    const { host, full } = lab;
    const before = liveTensors();
    const spec = { selection: everyOther, part: "test", shown: 3 } as const;
    const found = await last(host, "compare", spec);
    const appraised = await last(host, "appraise", spec);
    expect(found.full).toEqual(full?.test);
    expect(found.pruned).toEqual(appraised.test);
    expect(found.cost).toEqual(appraised.cost);
    expect(found).toMatchObject({ part: "test", examples: 200, size: 113, stage: "Done" });
    expect(sum(found.right.full)).toBe(Math.round((found.full?.value ?? 0) * 200));
    const { lost, won, other } = found.flipped;
    expect(lost).toBeGreaterThan(10);
    expect(found.paired).toMatchObject({ onlyFirst: lost, onlySecond: won, examples: 200 });
    expect(found.paired?.difference).toBeCloseTo((found.pruned?.value ?? 0) - (found.full?.value ?? 0), 12);
    const counted = { lost: 0, won: 0, other: 0 };
    for (const { kind } of found.flips) counted[kind] += 1;
    expect(counted).toEqual({ lost: Math.min(3, lost), won: Math.min(3, won), other: Math.min(3, other) });
    expect(found.classes.reduce((total, { examples }) => total + examples, 0)).toBe(200);
    const recalled = found.classes.reduce((total, { examples, pruned }) => total + examples * pruned.value, 0);
    expect(recalled / 200).toBeCloseTo(found.pruned?.value ?? 0, 9);
    for (const { error, interval, bins } of Object.values(found.reliability ?? {})) {
      expect(bins.reduce((total, { examples }) => total + examples, 0)).toBe(200);
      expect(interval[0] <= error && error <= interval[1]).toBe(true);
    }
    expect(found.reliability?.pruned.error).toBeGreaterThan(found.reliability?.full.error ?? 1);
    expect(liveTensors()).toBe(before);
  });

  it("hands out each shown flip with its row, its own classes and the input that the network read", async () => {
    const spec = { selection: everyOther, part: "validation", shown: 1000 } as const;
    const found = await last(lab.host, "compare", spec);
    const { lost, won, other } = found.flipped;
    expect(found.flips.length).toBe(lost + won + other);
    expect(found.inputShape).toEqual([28, 28, 1]);
    for (const { kind, label, full, pruned, input: read, example } of found.flips) {
      expect(found.right.full[example]).toBe(kind === "lost" ? 1 : 0);
      expect(found.right.pruned[example]).toBe(kind === "won" ? 1 : 0);
      expect(full.vote === label).toBe(kind === "lost");
      expect(full.vote).not.toBe(pruned.vote);
      expect(full.probability).toBeGreaterThan(0.1);
      expect(read.length).toBe(784);
      expect(read.some((value) => value !== 0)).toBe(true);
    }
    const sureness = found.flips.filter(({ kind }) => kind === "lost").map(({ full }) => full.probability ?? 0);
    expect(sureness).toEqual([...sureness].sort((a, b) => b - a));
    expect(new Set(found.flips.map(({ row }) => row)).size).toBe(found.flips.length);
  });

  it("measures the repaired network, and the full one once for a part", async () => {
    const { host } = lab;
    const raw = await last(host, "compare", { selection: everyOther, part: "validation", shown: 0 });
    const { repaired } = await last(host, "repair", {
      seed: 1,
      point: { run: "prune-1", size: 113 },
      selection: everyOther,
      settings: { kind: "refit", penalty: 1e-3 },
      examples: 300,
    });
    const asCut = evaluated;
    const mended = await last(host, "compare", { selection: everyOther, repaired, part: "validation", shown: 0 });
    expect(evaluated).toBe(asCut);
    expect(mended.full).toEqual(raw.full);
    expect(mended.right.full).toEqual(raw.right.full);
    expect(mended.pruned?.value).toBeGreaterThan(raw.pruned?.value ?? 1);
    expect(mended.flips).toEqual([]);
  });

  it("numbers classes as the dataset does where the network has them in another order", async () => {
    const reversed = Array.from({ length: 10 }, (_, k) => 9 - k);
    const spec = { selection: everyOther, part: "validation", shown: 1000 } as const;
    const turned = await prepared(sample, { pairing: { ...lab.answer.pairing, classes: reversed } });
    const [a, b] = [await last(lab.host, "compare", spec), await last(turned.host, "compare", spec)];
    const sizes = ({ classes }: typeof a) => classes.map(({ label, examples }) => [label, examples]).sort();
    expect(sizes(b)).toEqual(sizes(a));
    const votes = new Map(a.flips.map(({ row, full, label }) => [row, { vote: full.vote, label }]));
    expect(b.flips.length).toBe(a.flips.length);
    for (const { row, full, label } of b.flips) expect(votes.get(row)).toEqual({ vote: 9 - full.vote, label });
  });
});

/** A small dense network with two hidden groups, as its files; 12 units. */
function smallNetwork(outputs: number, name: ActivationName): Model {
  return network(
    input([3]),
    dense("first", "input", 3, 8, "relu"),
    dense("second", "first", 8, 4, "relu"),
    dense("out", "second", 4, outputs, name),
  );
}

function filesOf(model: Model, rows: readonly (readonly (number | string)[])[]): DroppedFile[] {
  const { "model.json": json, shards } = encodeLayersModel(model, null);
  return [
    { name: "model.json", blob: new Blob([json]) },
    ...shards.map(({ name, bytes }) => ({ name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) })),
    { name: "rows.csv", blob: new Blob([rows.map((row) => row.join(",")).join("\n")]) },
  ];
}

const random = seededRandom(2, "rows");
const points = Array.from({ length: 240 }, () => Array.from({ length: 3 }, () => random.uniform() * 4 - 2));
const small = { calibration: 60, validation: 60, test: 60, prefer: "cpu" } as const;
const half = Uint8Array.from({ length: 12 }, (_, unit) => (unit % 2 === 0 ? 1 : 0));

describe("comparisons of small networks on the cpu backend", () => {
  beforeAll(() => startBackend("cpu"));

  it("reads a sigmoid as the probability of the class that it votes for", async () => {
    const rows = points.map((point) => [...point, point[0]! + point[1]! > 0 ? 1 : 0]);
    const { host } = await prepared(filesOf(smallNetwork(1, "sigmoid"), rows), small);
    const found = await last(host, "compare", { selection: half, part: "test", shown: 60 });
    expect(found.reliability).not.toBeNull();
    const { bins } = found.reliability?.full ?? { bins: [] };
    expect(bins.filter(({ to }) => to < 0.5).every(({ examples }) => examples === 0)).toBe(true);
    for (const { full } of found.flips) expect(full.probability).toBeGreaterThanOrEqual(0.5);
    expect(found.classes.map(({ label }) => label)).toEqual([0, 1]);
  });

  it("says nothing of calibration where outputs are no probabilities", async () => {
    const rows = points.map((point) => [...point, point[0]! > 0 ? 1 : 0]);
    const { host } = await prepared(filesOf(smallNetwork(2, "sigmoid"), rows), small);
    const found = await last(host, "compare", { selection: half, part: "test", shown: 60 });
    expect(found.reliability).toBeNull();
    expect(found.flips.every(({ full }) => full.probability === null)).toBe(true);
    expect(found.paired).not.toBeNull();
  });

  it("scores a regression and leaves out what needs classes", async () => {
    const rows = points.map((point) => [...point, (point[0]! * 1.5 - point[2]!).toFixed(4)]);
    const { host, answer } = await prepared(filesOf(smallNetwork(1, "linear"), rows), small);
    expect(answer.measure).toBe("explained-variance");
    const found = await last(host, "compare", { selection: half, part: "validation", shown: 60 });
    expect(found.full).toEqual(answer.full?.validation);
    expect(found.pruned?.value).not.toBe(found.full?.value);
    expect(found).toMatchObject({ paired: null, classes: [], reliability: null, flips: [] });
    expect(found.right.full.length).toBe(0);
  });

  it("takes the full network's votes for right where there are no labels", async () => {
    const host = hostWith();
    const pixels = Uint8Array.from({ length: 60 * 784 }, (_, place) => (place * 7919) % 256);
    const header = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 28, 0, 0, 0, 28);
    const images = { name: "images-idx3-ubyte", blob: new Blob([header, pixels]) };
    const counts = { calibration: 5, validation: 5, test: 10, prefer: "cpu" } as const;
    await prepared([...sample.slice(0, 2), images], counts, host);
    const found = await last(host, "compare", { selection: everyOther, part: "test", shown: 5 });
    expect(found.full?.value).toBe(1);
    expect(found.flipped.lost).toBe(10 - sum(found.right.pruned));
    expect(found.flipped).toMatchObject({ won: 0, other: 0 });
    expect(found).toMatchObject({ classes: [], reliability: null });
    expect(found.flips.every(({ label }) => label === null)).toBe(true);
  });
});

describe("latency", () => {
  const rows = points.map((point) => [...point, point[0]! > 0 ? 1 : 0]);
  beforeAll(() => startBackend("cpu"));

  it("times the pruned and the full network by turns with the clock that it is given", async () => {
    let time = 0;
    const parts = labParts();
    // a pass takes as long as its network has weights
    const residentNetwork: typeof parts.residentNetwork = (model, inputs, examples) => {
      const made = parts.residentNetwork(model, inputs, examples);
      const weights = model.layers.flatMap((layer) => ("weights" in layer ? Object.values(layer.weights) : []));
      const milliseconds = weights.reduce((total, { values }) => total + values.length, 0);
      const pass = async () => {
        const outputs = await made.pass();
        time += milliseconds;
        return outputs;
      };
      return { ...made, pass };
    };
    const host = hostWith({ ...parts, residentNetwork, now: () => time });
    await prepared(filesOf(smallNetwork(2, "softmax"), rows), small, host);
    const before = liveTensors();
    const found = await last(host, "latency", { selection: half, batch: 7, rounds: 8 });
    // 3 x 8 + 8 x 4 + 4 x 2 weights and 14 biases; half of each hidden layer in the pruned network
    expect(found.full).toEqual({ median: 78, quartiles: [78, 78] });
    expect(found.pruned).toEqual({ median: 32, quartiles: [32, 32] });
    expect(found.ratio?.value).toBeCloseTo(32 / 78, 12);
    expect(found.ratio?.interval?.[0]).toBeCloseTo(32 / 78, 12);
    expect(found).toMatchObject({ batch: 7, rounds: 8, done: 8, backend: "cpu", passesATime: 1, stage: "Done" });
    expect(liveTensors()).toBe(before);
  });

  it("has times after every round, an interval from six on, and frees the weights where it is left", async () => {
    const { host } = await prepared(filesOf(smallNetwork(2, "softmax"), rows), small);
    const before = liveTensors();
    const seen: (Jobs["latency"]["answer"] | null)[] = [];
    for await (const { answer } of follow(host, "latency", { selection: half, batch: 500, rounds: 50 })) {
      if (seen.at(-1)?.done !== answer?.done) seen.push(answer);
      if (answer?.done === 6) break;
    }
    expect(liveTensors()).toBe(before);
    expect(seen.map((answer) => answer?.done)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seen.map((answer) => answer?.times.pruned.length)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seen[0]?.ratio).toBeNull();
    expect(seen[5]?.ratio?.interval).toBeNull();
    expect(seen[6]?.ratio?.interval).not.toBeNull();
    expect(seen[6]?.full?.median).toBeGreaterThan(0);
  });

  it("refuses what cannot be timed", async () => {
    const { host } = await prepared(filesOf(smallNetwork(2, "softmax"), rows), small);
    const spec = { selection: half, batch: 0, rounds: 8 };
    await expect(last(host, "latency", spec)).rejects.toMatchObject({ failure: { kind: "settings-invalid" } });
    await expect(last(host, "latency", { ...spec, batch: 1, rounds: 0.5 })).rejects.toMatchObject({
      failure: { kind: "settings-invalid", message: expect.stringContaining("rounds") },
    });
  });
});

describe.skipIf(!hasShared("data/mnist"))("LeNet-5 on MNIST (skipped without ../shared)", () => {
  it("loses what pruning costs, class by class, and can be timed", async () => {
    await startBackend("wasm");
    const lenet = ["model.json", "group1-shard1of1.bin"].map((name) => ({
      name,
      blob: new Blob([readFileSync(path.resolve("test/fixtures/lenet-mnist", name))]),
    }));
    const mnist = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"].map((name) => ({
      name,
      blob: new Blob([sharedFile(`data/mnist/${name}`)]),
    }));
    const { host, full } = await prepared([...lenet, ...mnist], { calibration: 100, validation: 100, test: 1000 });
    const selection = Uint8Array.from({ length: 226 }, (_, player) => (player % 4 === 0 ? 1 : 0));
    const found = await last(host, "compare", { selection, part: "test", shown: 12 });
    expect(found.full?.value).toBe(full?.test.value);
    expect(found.full?.value).toBeGreaterThan(0.98);
    expect(found.reliability?.full.error).toBeLessThan(0.03);
    expect(found.paired?.midP).toBeLessThan(1e-6);
    expect(found.classes.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const timed = await last(host, "latency", { selection, batch: 32, rounds: 6 });
    const [low, high] = timed.ratio?.interval ?? [1, 0];
    expect(low <= (timed.ratio?.value ?? 0) && (timed.ratio?.value ?? 2) <= high).toBe(true);
    expect(Math.min(...timed.times.full, ...timed.times.pruned)).toBeGreaterThan(0);
    expect(timed.backend).toBe("wasm");
  });
});
