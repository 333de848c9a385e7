import type { Model } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { checkIds } from "./check-ids.ts";
import { forward, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass, inChunks } from "./predict.ts";

/** A network whose weights stay on the backend between passes. */
export interface ResidentNetwork {
  /** Takes the inputs from memory through the network and waits until the outputs are back. */
  pass(): Promise<Float32Array>;
  /** Frees the weights. */
  dispose(): void;
}

/**
 * A network ready to be timed: the upload of its weights is over, and each pass ends with its outputs read, as backends
 * answer before they have computed. Examples beyond what fits into memory at once follow each other within a pass.
 * @param inputs examples x input size
 * @throws FailureError dataset-invalid where the inputs hold tokens that the network does not know
 */
export function residentNetwork(model: Model, inputs: Float32Array, examples: number): ResidentNetwork {
  checkIds(model, inputs, examples);
  const input = model.layers.find((layer) => layer.kind === "input");
  const shape = input?.kind === "input" ? input.shape : [];
  const perPass = examplesAPass(widestLayer(model.layers, outputShapes(model)));
  const network = upload(model);
  return {
    pass: () => inChunks(inputs, shape, examples, (x) => forward(network, x), perPass),
    dispose: () => network.dispose(),
  };
}
