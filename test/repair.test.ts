import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { liveTensors, startBackend } from "../bench/start-backend.ts";
import type { RepairSettings } from "../src/core/repair/repair-settings.ts";
import type { JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";

/** Repair through the job protocol, in Node on wasm, on the embedded sample. */

const freshHost = (): JobHost => jobHost(jobTable, emptyWorkbench(labParts()));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

const sample = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map((name) => ({
  name,
  blob: new Blob([readFileSync(path.resolve("public/sample", name))]),
}));

/** Every other unit. */
const selection = Uint8Array.from({ length: 226 }, (_, player) => (player % 2 === 0 ? 1 : 0));
const point = { run: "prune-1", size: 113 };
const repairSpec = (settings: RepairSettings, examples = 300): Jobs["repair"]["spec"] => ({
  seed: 1,
  point,
  selection,
  settings,
  examples,
});
const fineTuning = {
  kind: "fine-tune",
  optimizer: "adam",
  rate: 0.002,
  schedule: "cosine",
  epochs: 3,
  batch: 50,
  patience: 3,
  distillation: { temperature: 3, share: 0.5 },
} as const;

async function readyHost(): Promise<JobHost> {
  const host = freshHost();
  await last(host, "open", { files: sample, known: 0, output: null });
  const counts = { calibration: 300, validation: 150, test: 150 };
  await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, ...counts });
  return host;
}

beforeAll(() => startBackend("wasm"));

it("refits, fine-tunes on more examples, and exports exactly what it repaired", async () => {
  const host = await readyHost();
  const before = liveTensors();
  const refit = await last(host, "repair", repairSpec({ kind: "refit", penalty: 1e-3 }));
  expect(refit.layers.map(({ layer }) => layer).length).toBeGreaterThan(2);
  expect(refit).toMatchObject({ examples: 300, calibration: 300, bestEpoch: null });
  expect(refit.after?.value).toBeGreaterThan((refit.before?.value ?? 1) + 0.05);
  expect(refit.after?.examples).toBe(150);

  const tuned = await last(host, "repair", { ...repairSpec(fineTuning, 100_000), repaired: refit.repaired });
  expect(tuned.before).toEqual(refit.after);
  expect(tuned.calibration).toBe(300);
  expect(tuned.examples).toBeGreaterThan(600);
  expect(tuned.epochs.length).toBe(3);
  expect(tuned.after?.value).toBeGreaterThanOrEqual(tuned.before?.value ?? 1);
  expect(tuned.after).toEqual(tuned.epochs[(tuned.bestEpoch ?? 0) - 1]?.validation);

  const { repaired } = tuned;
  const raw = await last(host, "appraise", { selection });
  const read = await last(host, "appraise", { selection, repaired });
  expect(read.test?.value).toBeGreaterThan(raw.test?.value ?? 1);
  expect(read.cost).toEqual(raw.cost);
  const exported = await last(host, "export", { selection, repaired, format: "tfjs-layers" });
  expect(exported.repaired).toBe(true);
  const verified = await last(freshHost(), "verify", { exported });
  expect(verified.relative).toBeLessThan(1e-5);
  expect(verified.flipped).toBe(0);
  expect(verified.accuracy.value).toBe(read.test?.value);
  expect(liveTensors()).toBe(before);
});

it("leaves the best so far behind where fine-tuning is cancelled, and frees everything", async () => {
  const host = await readyHost();
  const before = liveTensors();
  let kept: Jobs["repair"]["answer"] | null = null;
  for await (const { answer } of follow(host, "repair", repairSpec({ ...fineTuning, epochs: 50 }, 300))) {
    kept = answer;
    if (answer?.epochs.length === 2) break;
  }
  expect(liveTensors()).toBe(before);
  expect(kept?.repaired?.length).toBeGreaterThan(3);
  expect(kept?.after?.value).toBeGreaterThanOrEqual(kept?.before?.value ?? 1);
});

it("corrects biases, and says where there is nothing of the kind to repair", async () => {
  const host = await readyHost();
  const corrected = await last(host, "repair", repairSpec({ kind: "bias-correction" }));
  expect(corrected.repaired?.length).toBe(corrected.layers.length);
  await expect(last(host, "repair", repairSpec({ kind: "batch-norm" }))).rejects.toMatchObject({
    failure: { kind: "settings-invalid", message: expect.stringContaining("batch normalisation") },
  });
  const whole = { ...repairSpec({ kind: "refit", penalty: 1e-3 }), selection: new Uint8Array(226).fill(1) };
  await expect(last(host, "repair", whole)).rejects.toMatchObject({ failure: { kind: "settings-invalid" } });
});
