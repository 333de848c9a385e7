import { readFileSync } from "node:fs";
import path from "node:path";
import type { Evaluator } from "../../src/core/game/evaluator.ts";
import type { Score } from "../../src/core/game/score.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { learningRows } from "../../src/core/repair/learning-rows.ts";
import type { JobHost, JobKind, Jobs } from "../../src/jobs/contract.ts";
import { follow } from "../../src/jobs/follow.ts";
import { jobHost } from "../../src/jobs/host.ts";
import { jobTable } from "../../src/jobs/job-table.ts";
import { emptyWorkbench, loaded, ready, type Workbench } from "../../src/jobs/workbench.ts";
import { labParts } from "../../workers/lab-parts.ts";
import { startBackend } from "../start-backend.ts";

/**
 * Examples of each part, by split seed 1: units are ranked on `ranking`, choices made on `validation`, reports are of
 * `test`. Refits learn from `refit`, of which the ranking examples are the first.
 */
export const examples = { ranking: 500, refit: 4000, validation: 2000, test: 10_000 } as const;

/** Ridge of the refit, as a share of the mean diagonal: what the lab begins with. */
export const penalty = 1e-3;

/** Evaluations a step: more than a round has. */
export const wholeRound = 8192;

/** A network and its data in a lab without a page: the bench asks for the same jobs as a person does. */
export interface LabSession {
  readonly bench: Workbench;
  /** The last answer of a job. */
  ask<K extends JobKind>(kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]>;
  /** Networks that are cut to a coalition and refitted on the `refit` examples. */
  readonly refitted: Evaluator & { dispose(): void };
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

/** What the lab's refit makes of any coalition, the full network's part of it gathered once. */
function refittedNetworks(bench: Workbench): LabSession["refitted"] {
  const { model, session } = ready(bench);
  const { dataset } = loaded(bench).dataset;
  const learn = learningRows(dataset, session.split, session.seed, examples.refit);
  const random = seededRandom(1, "refit");
  const { refittedNetworks: make } = bench.parts.repair;
  return make(model.model, model.graph, model.players, session.inputsOf, learn, penalty, random);
}

/**
 * Opens a network of bench/networks on MNIST.
 * @param ranking examples that rank; the other parts are the same whatever their number
 */
export async function openSession(network: string, ranking: number = examples.ranking): Promise<LabSession> {
  await startBackend("wasm");
  const bench = emptyWorkbench(labParts());
  const host = jobHost(jobTable, bench);
  const folder = path.join("bench/networks", network);
  const files = [path.join(folder, "model.json"), path.join(folder, "group1-shard1of1.bin"), ...mnist].map(dropped);
  await lastOf(host, "open", { files, known: 0, output: null });
  const counts = { calibration: ranking, validation: examples.validation, test: examples.test };
  const { full } = await lastOf(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, workers: 1, ...counts });
  if (!full || !bench.prepared) throw new Error(`${network} could not be prepared`);
  // nobody pauses here: an estimate a round is enough, and pace changes no number
  bench.prepared = { ...bench.prepared, stepEvaluations: wholeRound };
  return { bench, full, refitted: refittedNetworks(bench), ask: (kind, spec) => lastOf(host, kind, spec) };
}

/** Frees what a session holds of the backend. */
export function closeSession({ bench, refitted }: LabSession): void {
  refitted.dispose();
  ready(bench).session.evaluator.dispose();
}
