import type { Layer, LayerId, Model, Shape } from "./model.ts";
import { weightsOf } from "./model.ts";
import { outputShapes } from "./shapes.ts";
import type { Cost } from "./summary.ts";
import { sizeOf } from "./weight-shapes.ts";

/**
 * Multiply-accumulates of one layer for one example: dense, convolutions and depthwise convolutions count
 * (output places x window x input channels x filters; taps on padding count too, as is customary), everything else
 * counts 0.
 */
function macsOf(layer: Layer, output: Shape): number {
  if (layer.kind !== "dense" && layer.kind !== "conv" && layer.kind !== "depthwise-conv") return 0;
  const places = sizeOf(output.slice(0, -1));
  return places * sizeOf(layer.weights.kernel.shape);
}

/** Cost of one layer whose output has this shape; see `costOf`. */
export function layerCost(layer: Layer, output: Shape): Cost {
  const parameters = Object.values(weightsOf(layer)).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { parameters, macs: macsOf(layer, output), bytes: 4 * parameters };
}

/** Cost of every layer; see `costOf`. */
export function layerCosts(model: Model): Map<LayerId, Cost> {
  const shapes = outputShapes(model);
  return new Map(model.layers.map((layer) => [layer.id, layerCost(layer, shapes.get(layer.id)!)]));
}

/**
 * Size of a network. Parameters are all numbers in its weights, the moving mean and variance of batch normalisation
 * among them (Keras's "total parameters"); MACs are those of dense and convolution layers for one example; bytes are
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
