import type { MemoryEstimate } from "../core/memory/memory-estimate.ts";
import type { MemoryAllowed } from "../core/memory/memory-refusal.ts";

/** What crosses the threads about memory that is not yet taken. */

/** Of opening files. */
export interface OpeningMemory {
  readonly estimate: MemoryEstimate;
  readonly allowed: MemoryAllowed;
}

/** Of playing coalitions, and of the two repairs that need most, on the whole network. */
export interface MemoryExpected {
  readonly evaluate: MemoryEstimate;
  readonly refit: MemoryEstimate;
  readonly tune: MemoryEstimate;
  readonly allowed: MemoryAllowed;
}
