import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Model } from "../model/model.ts";
import type { ModelFormat } from "../model/model-format.ts";
import type { ScriptText } from "../model/script-text.ts";
import type { PruningPlan } from "./pruning-plan.ts";

/** A network after surgery, with what its file needs to be written again. */
export interface PrunedModel {
  readonly model: Model;
  /** The network before, its graph and the plan: for scripts that prune the original. */
  readonly original: Model;
  readonly graph: DependencyGraph;
  readonly plan: PruningPlan;
  /** What the format's own decoder kept of the file; its own business. */
  readonly origin: unknown;
  /** What it came from. */
  readonly format: ModelFormat;
}

/** A pruned network as one file to be downloaded. */
export interface EncodedModel {
  /** With its dot: ".onnx", ".zip". */
  readonly extension: string;
  readonly bytes: Uint8Array;
  /** Bytes of its files unpacked. */
  readonly fileBytes: number;
  /** The lines that open it in its own framework. */
  readonly snippet: ScriptText;
  /** Prunes the original in its own framework; null where that has no way. */
  readonly script: ScriptText | null;
}
