import type { Layer, LayerId, Shape } from "../core/model/model.ts";
import type { AttentionLayer, RecurrentLayer } from "../core/model/sequence-layers.ts";

const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** The input's share of all gates, and the steps of it taken apart. */
function recurrentFloats(layer: RecurrentLayer, [steps]: Shape): number {
  return 2 * steps * layer.weights.kernel.shape[1];
}

/** Queries, keys, values, the scores before and after their softmax, and what they gather. */
function attentionFloats({ heads, weights }: AttentionLayer, [query, value]: readonly Shape[]): number {
  const [scored, valued] = [weights.queryKernel.shape[1], weights.valueKernel.shape[1]];
  return (query[0] + value[0]) * (scored + valued) + 2 * heads * query[0] * value[0];
}

/** Floats of one example that a layer holds between its inputs and its output. */
function innerFloats(layer: Layer, inputs: readonly Shape[], output: Shape): number {
  switch (layer.kind) {
    case "recurrent":
      return recurrentFloats(layer, inputs[0]);
    case "attention":
      return attentionFloats(layer, inputs);
    case "conv":
      return (layer.groups ?? 1) > 1 ? sizeOf(inputs[0]) + sizeOf(output) : 0;
    case "layer-norm":
    case "group-norm":
      return 2 * sizeOf(output);
    case "upsampling":
      return sizeOf(output);
    default:
      return 0;
  }
}

/** Floats that one example takes at the widest of these layers: its inputs, its output and what lies between. At least 1. */
export function widestLayer(layers: readonly Layer[], shapes: ReadonlyMap<LayerId, Shape>): number {
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  return layers.reduce((widest, layer) => {
    const inputs = layer.inputs.map(shapeOf);
    const output = shapeOf(layer.id);
    const outside = inputs.reduce((sum, shape) => sum + sizeOf(shape), sizeOf(output));
    return Math.max(widest, outside + innerFloats(layer, inputs, output));
  }, 1);
}
