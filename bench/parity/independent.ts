import { kerasOutputs } from "./keras-outputs.ts";
import { onnxOutputs } from "./onnx-outputs.ts";
import { graphModelOutputs, layersModelOutputs } from "./tfjs-outputs.ts";

/** Examples for a runtime, and the file that it opens. */
export interface IndependentRun {
  readonly bytes: Uint8Array;
  readonly inputs: Float32Array;
  /** Channels last, without the batch axis. */
  readonly inputShape: readonly number[];
  readonly examples: number;
}

/** Opens an exported file without any of Quorum's readers. */
export type IndependentRuntime = (run: IndependentRun) => Promise<Float32Array>;

/** A runtime that is not Quorum's for each format that has one in Node; PyTorch's weights name no architecture, so they are run as ONNX. */
export const independentRuntimes: Readonly<
  Record<string, { readonly name: string; readonly run: IndependentRuntime }>
> = {
  onnx: { name: "onnxruntime-web", run: onnxOutputs },
  "tfjs-layers": { name: "tf.loadLayersModel", run: layersModelOutputs },
  "tfjs-graph": { name: "tf.loadGraphModel", run: graphModelOutputs },
  "keras-v3": { name: "jsfive + tfjs-layers", run: kerasOutputs },
  "keras-h5": { name: "jsfive + tfjs-layers", run: kerasOutputs },
};
