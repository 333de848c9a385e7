import type { Score } from "../game/score.ts";

/** One epoch of fine-tuning. */
export interface Epoch {
  readonly epoch: number;
  /** Mean loss over its batches: cross-entropy in nats, or squared error, with distillation mixed in. */
  readonly loss: number;
  readonly validation: Score;
}
