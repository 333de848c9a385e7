import type { CoalitionBatch } from "./coalition-batch.ts";
import type { MeanPayoff } from "./per-example-payoff.ts";

/** Which examples a network is evaluated on: indices into the dataset that the evaluator was made with. */
export type ExampleSlice = Int32Array;

/** What the numbers of the last axis of the network's output are. "binary": one sigmoid output, the probability of class 1. */
export type OutputKind = "probabilities" | "logits" | "log-probabilities" | "binary";

/** The masked network's outputs: values[(row * examples + example) * width + k], as the network gives them. */
export interface Outputs {
  readonly rows: number;
  readonly examples: number;
  readonly width: number;
  readonly kind: OutputKind;
  readonly values: Float32Array;
}

/** A network whose units can be masked: outputs per coalition and example. Games and bands are made from it. */
export interface Evaluator {
  readonly players: number;
  /**
   * @param gains what a present player's signal is multiplied by, row-major rows x players; 1 everywhere if left out
   *   (Dropout's rescaling puts 1/p here)
   */
  outputs(batch: CoalitionBatch, examples: ExampleSlice, gains?: Float32Array): Promise<Outputs>;
  /**
   * What each example gives, rows x examples, as `perExamplePayoffsOf` of the outputs: where a backend can tell it without
   * handing over all outputs. Left out or null: it is to be made from the outputs.
   * @param labels class of each example of the slice
   */
  payoffs?(
    batch: CoalitionBatch,
    examples: ExampleSlice,
    labels: Int32Array,
    payoff: MeanPayoff,
  ): Promise<Uint8Array | Float64Array | null>;
  /** The means of `payoffs` over the examples, one a row. */
  meanPayoffs?(
    batch: CoalitionBatch,
    examples: ExampleSlice,
    labels: Int32Array,
    payoff: MeanPayoff,
  ): Promise<Float64Array | null>;
}
