/** What crosses the threads about how coalitions are evaluated and what that costs. */

/** Bytes that evaluating holds, of all workers together. */
export interface EvaluationMemory {
  readonly tensors: number;
  readonly kernel: number;
  readonly kernelHeap: number;
  /** Null where no backend has a wasm heap that can be read. */
  readonly wasmHeap: number | null;
  /** Why each worker that was left out of the pool since its start failed. */
  readonly lost?: readonly string[];
}

/** How coalitions are evaluated here. */
export interface EvaluationWay {
  /** On rows of examples by the lab's own kernel, stacked in tfjs, or on the GPU by its own shaders. */
  readonly way: "rows" | "stacked" | "shaders";
  /** What each trick in force does, a sentence. */
  readonly does: readonly string[];
  /** Operations for an example: a coalition with half of the units, and a full masked forward pass. */
  readonly operations: { readonly coalition: number; readonly plain: number };
}

export interface EvaluationReport extends EvaluationWay {
  /** Coalitions a second with half of the units on all calibration examples, as timed in the preparation. */
  readonly perSecond: number;
}

/** The sum over threads. */
export function memoryTogether(parts: readonly EvaluationMemory[]): EvaluationMemory {
  const sum = (of: (part: EvaluationMemory) => number) => parts.reduce((all, part) => all + of(part), 0);
  const heaps = parts.flatMap(({ wasmHeap }) => (wasmHeap === null ? [] : [wasmHeap]));
  return {
    tensors: sum(({ tensors }) => tensors),
    kernel: sum(({ kernel }) => kernel),
    kernelHeap: sum(({ kernelHeap }) => kernelHeap),
    wasmHeap: heaps.length === 0 ? null : heaps.reduce((all, one) => all + one, 0),
  };
}
