import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import type { Stroke } from "../src/core/own-example/draw-strokes.ts";
import { readPictures } from "../src/io/datasets/pictures/read-pictures.ts";
import type { Answered, TriedInput } from "../src/jobs/answer-contract.ts";
import type { DroppedFile, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { decodeImage } from "./decode-image.ts";
import { pngOf } from "./png-bytes.ts";
import { hasShared, sharedFile } from "./shared-file.ts";

/** Examples that a person picks or makes, through the job protocol in Node. */

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

async function hostOf(files: readonly DroppedFile[], counts = { calibration: 120, validation: 100, test: 100 }) {
  const readPicture: ReturnType<typeof labParts>["readPicture"] = (name, blob) =>
    readPictures(name, [{ name, bytes: async () => new Uint8Array(await blob.arrayBuffer()) }], decodeImage);
  const bench = emptyWorkbench({ ...labParts(), readPicture });
  const host = jobHost(jobTable, bench);
  const holdings = await last(host, "open", { files, known: 0, output: null });
  expect(holdings.failures).toEqual([]);
  await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, workers: null, ...counts });
  return { host, bench, players: holdings.model?.players ?? 0 };
}

const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>): DroppedFile => ({ name, blob: new Blob([bytes]) });
const ask = (host: JobHost, input: TriedInput, selection: Uint8Array | null = null): Promise<Answered> =>
  last(host, "answer", { input, pruned: selection && { selection } });

/** Digits as a hand draws them, on a board that is 1 wide. */
const drawn: Readonly<Record<string, readonly Stroke[]>> = {
  zero: [
    Float32Array.from({ length: 50 }, (_, at) => {
      const turn = (Math.floor(at / 2) / 24) * 2 * Math.PI;
      return at % 2 === 0 ? 0.5 + 0.2 * Math.sin(turn) : 0.5 - 0.32 * Math.cos(turn);
    }),
  ],
  one: [Float32Array.of(0.4, 0.3, 0.52, 0.15, 0.5, 0.5, 0.5, 0.85)],
  four: [Float32Array.of(0.45, 0.15, 0.25, 0.55, 0.72, 0.55), Float32Array.of(0.6, 0.3, 0.58, 0.9)],
  // with a bar, as all writers of the sample have it
  seven: [Float32Array.of(0.25, 0.2, 0.72, 0.2, 0.6, 0.45, 0.45, 0.85), Float32Array.of(0.4, 0.5, 0.75, 0.5)],
};
const digits = { zero: 0, one: 1, four: 4, seven: 7 } as const;

describe("the sample", () => {
  let lab: Awaited<ReturnType<typeof hostOf>>;
  const half = Uint8Array.from({ length: 226 }, (_, player) => (player % 2 === 0 ? 1 : 0));
  beforeAll(async () => {
    await startBackend("wasm");
    const folder = path.resolve("public/sample");
    lab = await hostOf(
      ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) =>
        fileOf(name, readFileSync(path.join(folder, name))),
      ),
    );
  }, 60_000);

  it("gives for a test example what prediction gives, and the same for its numbers typed in", async () => {
    const { host, bench } = lab;
    const before = liveTensors();
    const found = await ask(host, { kind: "example", part: "test", place: 3 }, half);
    expect(liveTensors()).toBe(before);
    const session = bench.prepared!;
    const rows = session.split.test.slice(3, 4);
    const outputs = await bench.parts.predict(bench.model!.model, session.inputsOf(rows), 1);
    expect(found.says).toBe("probabilities");
    expect(Array.from(found.full.values)).toEqual(Array.from(outputs));
    expect(found.known).toMatchObject({ row: rows[0], label: bench.dataset!.dataset.labels[rows[0]!] });
    expect(found.pruned?.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    expect(Array.from(found.pruned!.values)).not.toEqual(Array.from(found.full.values));
    expect(found.full.milliseconds).toBeGreaterThan(0);
    const again = await ask(host, { kind: "row", values: found.values }, half);
    expect(again.full.values).toEqual(found.full.values);
    expect(again.pruned?.values).toEqual(found.pruned?.values);
    expect(again.known).toBeNull();
  });

  it("knows the form of its digits, and reads those that are drawn", async () => {
    const { host } = lab;
    for (const [name, digit] of Object.entries(digits)) {
      const found = await ask(host, { kind: "drawing", strokes: drawn[name] ?? [] });
      expect(found.form).toMatchObject({ kind: "picture", plane: [8, 8], ink: { inkHigh: true, side: 8 } });
      expect(Math.max(...found.values)).toBeLessThanOrEqual(16);
      expect(found.classes[found.full.vote ?? -1], name).toBe(digit);
      expect(found.pruned).toBeNull();
    }
  });

  it("reads a picture of a digit in any size, dark on light", async () => {
    const side = 120;
    const png = pngOf(side, side, (place) => {
      const [x, y] = [place % side, Math.floor(place / side)];
      const grey = x >= 66 && x < 78 && y >= 20 && y < 100 ? 30 : 235;
      return [grey, grey, grey, 255];
    });
    const blob = new Blob([png]);
    const found = await ask(lab.host, { kind: "image", name: "one.png", blob });
    expect(found.classes[found.full.vote ?? -1]).toBe(1);
    await expect(ask(lab.host, { kind: "image", name: "no.png", blob: new Blob(["text"]) })).rejects.toMatchObject({
      failure: { kind: "file-damaged" },
    });
  });

  it("says why a selection under way cannot answer, and answers with the full network", async () => {
    const found = await ask(lab.host, { kind: "example", part: "validation", place: 0 }, new Uint8Array(226));
    expect(found.pruned).toBeNull();
    expect(found.trouble?.message).toMatch(/without a unit/);
    expect(found.full.vote).not.toBeNull();
  });

  it("answers between two steps of a longer job, which goes on as if nobody had asked", async () => {
    const { host } = lab;
    const settings = { fractions: [0.5, 1], masks: 2, rescaled: true, statistic: "vote-disagreement" } as const;
    const spec = { seed: 1, stepEvaluations: 1, settings };
    const alone = await last(host, "sweep", spec);
    let answers = 0;
    let beside: Jobs["sweep"]["answer"] | null = null;
    for await (const step of follow(host, "sweep", spec)) {
      beside = step.answer;
      if (!step.done && (await ask(host, { kind: "drawing", strokes: drawn.one ?? [] }, half)).pruned) answers++;
    }
    expect(answers).toBeGreaterThan(1);
    expect(beside).toEqual(alone);
  });

  it("refuses places that do not exist, rows of another length and texts", async () => {
    const refused = { failure: { kind: "settings-invalid" } };
    const { host } = lab;
    await expect(ask(host, { kind: "example", part: "test", place: 100 })).rejects.toMatchObject(refused);
    await expect(ask(host, { kind: "row", values: new Float32Array(3) })).rejects.toMatchObject(refused);
    await expect(ask(host, { kind: "row", values: new Float32Array(64).fill(Number.NaN) })).rejects.toMatchObject(
      refused,
    );
    await expect(ask(host, { kind: "text", text: "seven" })).rejects.toMatchObject({
      failure: { kind: "dataset-invalid" },
    });
  });
});

describe.skipIf(!hasShared("data/mnist"))("real files (skipped without ../shared)", () => {
  it("MNIST: boxes of 20 pixels with the centre of mass in the middle, as it was made; drawn digits are read", async () => {
    await startBackend("wasm");
    const lenet = ["model.json", "group1-shard1of1.bin"].map((name) =>
      fileOf(name, readFileSync(path.resolve("test/fixtures/lenet-mnist", name))),
    );
    const mnist = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"].map((name) =>
      fileOf(name, sharedFile(`data/mnist/${name}`)),
    );
    const { host, players } = await hostOf([...lenet, ...mnist]);
    for (const [name, digit] of Object.entries(digits)) {
      const found = await ask(host, { kind: "drawing", strokes: drawn[name] ?? [] }, new Uint8Array(players).fill(1));
      expect(found.form).toMatchObject({ ink: { side: 20, centre: "mass", inkHigh: true } });
      expect(found.classes[found.full.vote ?? -1], name).toBe(digit);
      expect(found.full.values[digit], name).toBeGreaterThan(0.6);
      expect(found.pruned?.vote).toBe(found.full.vote);
    }
  });

  it("texts: a message typed in gives what the file's row gives", async () => {
    await startBackend("wasm");
    const folder = "models/keras3-spam-avg-embedding";
    const { host, bench } = await hostOf([
      fileOf("model.keras", sharedFile(`${folder}/spam_model.keras`)),
      fileOf("tokenizer.json", sharedFile(`${folder}/tokenizer.json`)),
      fileOf("sms_spam.csv", sharedFile("data/text/sms_spam.csv")),
    ]);
    const found = await ask(host, { kind: "example", part: "test", place: 1 });
    expect(found.form).toEqual({ kind: "text", typed: true });
    const text = bench.dataset!.dataset.texts?.[found.known?.row ?? -1] ?? "";
    const typed = await ask(host, { kind: "text", text });
    expect(typed.full.values).toEqual(found.full.values);
    expect(typed.words).toMatchObject({ kind: "text", text });
    const spam = await ask(host, { kind: "text", text: "You have WON a free prize! Call now to claim 1000 cash" });
    const ham = await ask(host, { kind: "text", text: "ok, see you at home later" });
    expect(spam.full.vote).not.toBe(ham.full.vote);
  });
});
