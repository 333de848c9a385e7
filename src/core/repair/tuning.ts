import type { Score } from "../game/score.ts";
import type { Truth } from "../game/truth.ts";
import type { Model } from "../model/model.ts";

/** What a network is trained on: examples by their numbers 0..count-1, read as they are needed. */
export interface Lessons {
  readonly count: number;
  /** The network's inputs, rows x input size. */
  inputsOf(rows: Int32Array): Float32Array;
  truthOf(rows: Int32Array): Truth;
  /** Outputs of the network that is learnt from, rows x output width; absent where only the truth counts. */
  teacherOf?(rows: Int32Array): Float32Array;
}

/** One epoch of fine-tuning. */
export interface Epoch {
  readonly epoch: number;
  /** Mean loss over its batches: cross-entropy in nats, or squared error, with distillation mixed in. */
  readonly loss: number;
  readonly validation: Score;
}

/** A network on its way through fine-tuning. */
export interface Tuning {
  /** The whole epochs so far. */
  readonly epochs: readonly Epoch[];
  /** The epoch under way and its mean loss so far; null between epochs. */
  readonly underway: { readonly epoch: number; readonly loss: number } | null;
  /** The best network so far, by the validation figure: it is what comes out, also where tuning is left on the way. */
  readonly best: { readonly epoch: number; readonly model: Model; readonly score: Score };
}
