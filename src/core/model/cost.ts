import type { Layer, LayerId, Model, Shape } from "./model.ts";
import { weightsOf } from "./model.ts";
import type { AttentionLayer } from "./sequence-layers.ts";
import { outputShapes } from "./shapes.ts";
import type { Cost } from "./summary.ts";
import { sizeOf } from "./weight-shapes.ts";

/** Projections of queries, keys, values and outputs, then the scores and what they gather. */
function attentionMacs({ weights }: AttentionLayer, inputs: readonly Shape[]): number {
  const [asked, steps] = [inputs[0][0], inputs[1][0]];
  const { queryKernel, keyKernel, valueKernel, outputKernel } = weights;
  const projections =
    asked * (sizeOf(queryKernel.shape) + sizeOf(outputKernel.shape)) +
    steps * (sizeOf(keyKernel.shape) + sizeOf(valueKernel.shape));
  return projections + asked * steps * (queryKernel.shape[1] + valueKernel.shape[1]);
}

/**
 * Multiply-accumulates of one layer for one example: dense, convolutions and depthwise convolutions count (output
 * places x window x input channels x filters; taps on padding count too, as is customary), the matrix products of
 * recurrent layers and of attention; everything else counts 0.
 */
function macsOf(layer: Layer, output: Shape, inputs: readonly Shape[]): number {
  switch (layer.kind) {
    case "dense":
    case "conv":
    case "depthwise-conv":
      return sizeOf(output.slice(0, -1)) * sizeOf(layer.weights.kernel.shape);
    case "recurrent":
      return inputs[0][0] * (sizeOf(layer.weights.kernel.shape) + sizeOf(layer.weights.recurrent.shape));
    case "attention":
      return attentionMacs(layer, inputs);
    default:
      return 0;
  }
}

/**
 * Cost of one layer; see `costOf`.
 * @param output shape of its output
 * @param inputs shapes of what it reads
 */
export function layerCost(layer: Layer, output: Shape, inputs: readonly Shape[]): Cost {
  const parameters = Object.values(weightsOf(layer)).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { parameters, macs: macsOf(layer, output, inputs), bytes: 4 * parameters };
}

/** Cost of every layer; see `costOf`. */
export function layerCosts(model: Model): Map<LayerId, Cost> {
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId) => shapes.get(id)!;
  return new Map(
    model.layers.map((layer) => [layer.id, layerCost(layer, shapeOf(layer.id), layer.inputs.map(shapeOf))]),
  );
}

/**
 * Size of a network. Parameters are all numbers in its weights, the moving mean and variance of batch normalisation
 * among them (Keras's "total parameters"); MACs are multiply-accumulates for one example (see `macsOf`); bytes are
 * those of the weights as float32, 4 a parameter.
 * Errors: `model-invalid`.
 */
export function costOf(model: Model): Cost {
  let [parameters, macs, bytes] = [0, 0, 0];
  for (const cost of layerCosts(model).values()) {
    parameters += cost.parameters;
    macs += cost.macs;
    bytes += cost.bytes;
  }
  return { parameters, macs, bytes };
}
