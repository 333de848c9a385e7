import type { GlobalPoolLayer, Shape } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import type { AttentionLayer, EmbeddingLayer, MaskLayer, RecurrentLayer } from "./sequence-layers.ts";
import { checkWeights } from "./weight-shapes.ts";
import { expectRank, positive } from "./window-shape.ts";

/** Refuses a second input that is no mask [places, 1] for the first. */
function expectMask(layer: GlobalPoolLayer | RecurrentLayer, [shape, mask]: readonly Shape[]): void {
  if (mask === undefined) return;
  expectRank(layer, shape, 2);
  if (mask.length !== 2 || mask[0] !== shape[0] || mask[1] !== 1)
    throw modelInvalid(
      layer.id,
      `got a mask of shape ${shapeWords(mask)} for an input of shape ${shapeWords(shape)}; ${shape[0]} × 1 was expected.`,
    );
}

/** Output shape of an embedding. Throws `model-invalid`. */
export function embedded(layer: EmbeddingLayer, shape: Shape): Shape {
  if (shape.length !== 1)
    throw modelInvalid(
      layer.id,
      `got an input of shape ${shapeWords(shape)}; one axis of whole numbers, the tokens, was expected.`,
    );
  checkWeights(layer, [shape]);
  return [shape[0], layer.weights.kernel.shape[1]];
}

/** Output shape of a mask. Throws `model-invalid`. */
export function masked(layer: MaskLayer, shape: Shape): Shape {
  if (shape.length !== 1 && shape.length !== 2)
    throw modelInvalid(
      layer.id,
      `got an input of shape ${shapeWords(shape)}; tokens, or places × channels were expected.`,
    );
  return [shape[0], 1];
}

/** Output shape of a global pool, with a mask or without. Throws `model-invalid`. */
export function pooledGlobally(layer: GlobalPoolLayer, inputs: readonly Shape[]): Shape {
  const [shape] = inputs;
  if (shape.length < 2)
    throw modelInvalid(layer.id, `got an input of shape ${shapeWords(shape)}; places to pool over were expected.`);
  if (inputs.length > 1 && layer.operation !== "average")
    throw modelInvalid(layer.id, "takes a maximum with a mask; a mask is defined for an average only.");
  expectMask(layer, inputs);
  const channels = shape.at(-1)!;
  return layer.keepAxes ? [...shape.slice(0, -1).map(() => 1), channels] : [channels];
}

/** Output shape of a recurrent layer. Throws `model-invalid`. */
export function recurred(layer: RecurrentLayer, inputs: readonly Shape[]): Shape {
  const [shape] = inputs;
  expectRank(layer, shape, 2);
  expectMask(layer, inputs);
  checkWeights(layer, inputs);
  const units = layer.weights.recurrent.shape[0];
  return layer.sequences ? [shape[0], units] : [units];
}

/** Output shape of multi-head attention. Throws `model-invalid`. */
export function attended(layer: AttentionLayer, inputs: readonly Shape[]): Shape {
  for (const shape of inputs) expectRank(layer, shape, 2);
  if (inputs.length === 3 && inputs[1][0] !== inputs[2][0])
    throw modelInvalid(layer.id, `got ${inputs[1][0]} values and ${inputs[2][0]} keys; as many of both were expected.`);
  checkWeights(layer, inputs);
  const { queryKernel, valueKernel, outputKernel } = layer.weights;
  for (const kernel of [queryKernel, valueKernel])
    if (!positive([layer.heads]) || kernel.shape[1] % layer.heads !== 0)
      throw modelInvalid(
        layer.id,
        `has ${layer.heads} heads; a number that divides the ${kernel.shape[1]} columns of its kernels was expected.`,
      );
  return [inputs[0][0], outputKernel.shape[1]];
}
