import { FailureError } from "../core/failure.ts";
import { type MemoryEstimate, type MemoryWork, memoryEstimate } from "../core/memory/memory-estimate.ts";
import { type MemoryAllowed, memoryRefusal } from "../core/memory/memory-refusal.ts";
import type { MemoryExpected } from "./contract.ts";
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
  return { estimate, allowed: bench.parts.memoryAllowed?.() ?? nothingKnown };
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

/** @throws FailureError out-of-memory, with the numbers, where even the smallest batches do not fit */
export function refuseWithout(estimate: MemoryEstimate, allowed: MemoryAllowed, what: string): void {
  const refusal = memoryRefusal(estimate, allowed, what);
  if (refusal) throw new FailureError(refusal);
}
