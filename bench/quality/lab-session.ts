import { readFileSync } from "node:fs";
import path from "node:path";
import type { Score } from "../../src/core/game/score.ts";
import type { JobHost, JobKind, Jobs } from "../../src/jobs/contract.ts";
import { follow } from "../../src/jobs/follow.ts";
import { jobHost } from "../../src/jobs/host.ts";
import { jobTable } from "../../src/jobs/job-table.ts";
import { emptyWorkbench, ready, type Workbench } from "../../src/jobs/workbench.ts";
import { labParts } from "../../workers/lab-parts.ts";
import { startBackend } from "../start-backend.ts";

/**
 * Examples of each part, by split seed 1: units are ranked on `ranking`, choices made on `validation`, reports are of
 * `test`. Refits learn from `refit`, of which the ranking examples are the first.
 */
export const examples = { ranking: 500, refit: 4000, validation: 2000, test: 10_000 } as const;

/** A network and its data in a lab without a page: the bench asks for the same jobs as a person does. */
export interface LabSession {
  readonly bench: Workbench;
  /** The last answer of a job. */
  ask<K extends JobKind>(kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]>;
  /** Of the full network. */
  readonly full: { readonly validation: Score; readonly test: Score };
}

const mnist = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
].map((name) => path.join("../shared/data/mnist", name));

const dropped = (file: string) => ({ name: path.basename(file), blob: new Blob([readFileSync(file)]) });

async function lastOf<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (answer === null) throw new Error(`${kind} gave no answer`);
  return answer;
}

/** Opens a network of bench/networks on MNIST. */
export async function openSession(network: string): Promise<LabSession> {
  await startBackend("wasm");
  const bench = emptyWorkbench(labParts());
  const host = jobHost(jobTable, bench);
  const folder = path.join("bench/networks", network);
  const files = [path.join(folder, "model.json"), path.join(folder, "group1-shard1of1.bin"), ...mnist].map(dropped);
  await lastOf(host, "open", { files, known: 0, output: null });
  const counts = { calibration: examples.ranking, validation: examples.validation, test: examples.test };
  const { full } = await lastOf(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, workers: 1, ...counts });
  if (!full) throw new Error(`${network} could not be prepared`);
  return { bench, full, ask: (kind, spec) => lastOf(host, kind, spec) };
}

/** Frees what a session holds of the backend. */
export function closeSession({ bench }: LabSession): void {
  ready(bench).session.evaluator.dispose();
}
