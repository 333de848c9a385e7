import type { LayerId } from "../../../core/model/model.ts";
import { fieldOf } from "../json-fields.ts";
import { unsupportedLayer } from "./layer-context.ts";
import type { Topology } from "./tfjs-topology.ts";

/**
 * Layers of class Permute that bring channels to the front just before a Flatten. Such a pair is one flatten in
 * channel-major order, the way that networks from PyTorch and ONNX flatten.
 * @returns the layer that each Permute reads, by the id of the Permute
 * @throws FailureError model-unsupported for any other Permute
 */
export function channelsFirstPermutes(topology: Topology): ReadonlyMap<LayerId, LayerId> {
  const permutes = new Map<LayerId, LayerId>();
  for (const { id, className, config, inputs } of topology.layers) {
    if (className !== "Permute") continue;
    const dims = JSON.stringify(fieldOf(config, "dims") ?? null);
    const readers = topology.layers.filter((layer) => layer.inputs.includes(id));
    const [input] = inputs;
    const folds =
      (dims === "[3,1,2]" || dims === "[2,1]") &&
      readers.length > 0 &&
      readers.every((reader) => reader.className === "Flatten");
    if (!folds || input === undefined)
      throw unsupportedLayer(
        { where: `"${id}" (Permute)` },
        "moves axes; Quorum computes that only where channels go first just before a Flatten",
      );
    permutes.set(id, input);
  }
  return permutes;
}
