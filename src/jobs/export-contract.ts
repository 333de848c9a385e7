import type { Score } from "../core/game/score.ts";
import type { Truth } from "../core/game/truth.ts";
import type { ModelFormat } from "../core/model/model-format.ts";
import type { ScriptText } from "../core/model/script-text.ts";
import type { Cost } from "../core/model/summary.ts";
import type { BackendName } from "./contract.ts";
import type { RepairedSelection } from "./repair-contract.ts";

/** What crosses the threads for the jobs `export` and `verify`; see contract.ts. */

export interface ExportSpec extends RepairedSelection {
  /** One of `formatsOut` of the network's own. */
  readonly format: ModelFormat;
}
/** The pruned network as a file, and what a fresh worker needs to check it. */
export interface ExportedModel {
  readonly format: ModelFormat;
  readonly fileName: string;
  /** The file as it is downloaded: the one that the format has, or a zip of several. */
  readonly bytes: Uint8Array;
  readonly cost: Cost;
  /** Bytes of its files unpacked, to hold against `Holdings.model.fileBytes`. */
  readonly fileBytes: number;
  /** How the file is opened in its framework. */
  readonly snippet: ScriptText;
  /** Prunes the original file in its own framework, from the same units; null where that framework has no way. */
  readonly script: ScriptText | null;
  /** The layer whose output is the prediction. */
  readonly output: string;
  /** Whether repair changed the weights, so that the file is held against the repaired network and not the masked one. */
  readonly repaired: boolean;
  /** The backend that ran the network that the file is held against; the fresh worker takes the same. */
  readonly backend: BackendName;
  /** Probe inputs (examples x input size) and what the masked network, or the repaired one, gives for them; null until the last step. */
  readonly probe: {
    readonly inputs: Float32Array;
    readonly inputShape: readonly number[];
    readonly truth: Truth;
    readonly examples: number;
    readonly outputs: Float32Array;
    readonly outputWidth: number;
  } | null;
}

/** Runs in a fresh worker: opens the file again, where tfjs can with its own reader too, and compares with the masked network. */
export interface VerifySpec {
  readonly exported: ExportedModel;
}
export interface Verified {
  /** Largest |difference| over the probe between the masked network and Quorum's own re-import. */
  readonly difference: number;
  /** The same between the masked network and a reader that is not Quorum's; null where none runs in a browser. */
  readonly independent: { readonly reader: string; readonly difference: number } | null;
  /** The larger of both, each relative to 1 + |output|. */
  readonly relative: number;
  /** Of the re-imported network, on the probe's labels. */
  readonly accuracy: Score;
  /** Of the masked network, on the same examples. */
  readonly maskedAccuracy: Score;
  /** Examples whose predicted class differs. */
  readonly flipped: number;
  readonly cost: Cost;
  readonly sha256: string;
}
