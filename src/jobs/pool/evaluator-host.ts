import type { GroupId } from "../../core/dependency/dependency-graph.ts";
import type { Reply } from "../../core/failure.ts";
import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import type { MeanPayoff } from "../../core/game/per-example-payoff.ts";
import type { Model } from "../../core/model/model.ts";
import type { BackendName } from "../contract.ts";
import type { EvaluationMemory } from "../evaluation-report.ts";

/** What an evaluator worker plays with. */
export interface EvaluatorSpec {
  readonly model: Model;
  /** The backend that the lab's own worker runs on. */
  readonly backend: BackendName;
}

/** What is asked of the payoffs. */
export interface PayoffsAsked {
  /** Class of each of the rows that are held under the name; for "agreement" the full network's vote. */
  readonly labels: Int32Array;
  readonly payoff: MeanPayoff;
  /** Each example's, rows x examples; or the rows' means. */
  readonly what: "each" | "means";
  /** Groups whose units are the players, all others being present; all of them if left out. */
  readonly playing?: readonly GroupId[] | undefined;
}

/** An evaluator worker's side of the protocol, exposed through comlink. Failures travel as values. */
export interface EvaluatorHost {
  start(spec: EvaluatorSpec): Promise<Reply<null>>;
  /** Hands over the inputs of some rows of the dataset, rows x input size, under a name for them. */
  hold(name: string, rows: ExampleSlice, inputs: Float32Array): Promise<Reply<null>>;
  release(name: string): Promise<Reply<null>>;
  /**
   * Outputs on rows that are held.
   * @param playing groups whose units are the players, all others being present; all of them if left out
   */
  outputs(
    batch: CoalitionBatch,
    name: string,
    gains: Float32Array | undefined,
    playing?: readonly GroupId[],
  ): Promise<Reply<Outputs>>;
  /** What outputs on rows that are held come to, for a payoff that is a mean over examples: far less to send. */
  payoffs(batch: CoalitionBatch, name: string, ask: PayoffsAsked): Promise<Reply<Uint8Array | Float64Array>>;
  /** What this worker holds. */
  held(): Promise<Reply<EvaluationMemory>>;
}
