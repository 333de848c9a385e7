import { type Failure, FailureError } from "../core/failure.ts";
import { type MemoryEstimate, type MemoryWork, memoryEstimate } from "../core/memory/memory-estimate.ts";
import { type MemoryAllowed, memoryRefusal } from "../core/memory/memory-refusal.ts";
import { openingEstimate } from "../core/memory/opening-estimate.ts";
import { costOf } from "../core/model/cost.ts";
import type { DroppedFile } from "./contract.ts";
import type { MemoryExpected, OpeningMemory } from "./memory-contract.ts";
import { loaded, type Workbench } from "./workbench.ts";

/** As the evaluators are bounded (engine/evaluation/limits.ts). */
const limits = { passBytes: 16 * 2 ** 20, cacheBytes: 512 * 2 ** 20 };
/** Examples of a batch of training, where nobody has said yet. */
const usualBatch = 64;

const nothingKnown: MemoryAllowed = { heap: null, array: null, machine: null };

interface Sizes {
  readonly examples: number;
  readonly workers: number;
}

/** What a job on the network in hand will take, and what there is. */
export function memoryFor(
  bench: Workbench,
  sizes: Sizes,
  work: MemoryWork,
): { readonly estimate: MemoryEstimate; readonly allowed: MemoryAllowed } {
  const { model, dataset } = loaded(bench);
  const estimate = memoryEstimate({ model: model.model, dataset: dataset.dataset, ...sizes, work, limits });
  const { tab, ...allowed } = bench.parts.memoryAllowed?.() ?? nothingKnown;
  // what was admitted may be repaired: the lab's own bound for a tab is no reason against the last step, a full heap is
  return { estimate, allowed: tab === undefined || work.kind !== "evaluate" ? allowed : { ...allowed, tab } };
}

export function memoryExpected(bench: Workbench, sizes: Sizes): MemoryExpected {
  const { estimate: evaluate, allowed } = memoryFor(bench, sizes, { kind: "evaluate" });
  const alone = { ...sizes, workers: 1 };
  return {
    evaluate,
    refit: memoryFor(bench, alone, { kind: "refit" }).estimate,
    tune: memoryFor(bench, alone, { kind: "fine-tune", batch: usualBatch }).estimate,
    allowed,
  };
}

/** What opening files will take beside what is open already, and what there is; null where nobody looks ahead. */
export async function openingExpected(
  { parts, model, dataset }: Workbench,
  files: readonly DroppedFile[],
): Promise<OpeningMemory | null> {
  if (!parts.filesAhead) return null;
  const { inputs, labels, targets } = dataset?.dataset ?? {};
  const data = [inputs, labels, targets].reduce((sum, each) => sum + (each?.byteLength ?? 0), 0);
  const estimate = openingEstimate(await parts.filesAhead(files), data + (model ? costOf(model.model).bytes : 0));
  return { estimate, allowed: parts.memoryAllowed?.() ?? nothingKnown };
}

/** Why files cannot be opened in the memory there is; null where they can. */
export function openingRefusal({ estimate, allowed }: OpeningMemory): Failure | null {
  const advice =
    "Drop fewer examples, or fewer files at once. Reload the page first where something large is open already.";
  const refusal = memoryRefusal(estimate, allowed, "Opening these files", advice);
  const [largest] = estimate.parts.toSorted((a, b) => b.bytes - a.bytes);
  return refusal && { ...refusal, ...(largest ? { where: largest.what } : {}) };
}

/** @throws FailureError out-of-memory, with the numbers, where even the smallest batches do not fit */
export function refuseWithout(estimate: MemoryEstimate, allowed: MemoryAllowed, what: string): void {
  const refusal = memoryRefusal(estimate, allowed, what);
  if (refusal) throw new FailureError(refusal);
}
