import { outputShapeOf } from "./layer-shape.ts";
import type { InputLayer, Layer, LayerId, Model, Shape } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import { sizeOf } from "./weight-shapes.ts";

/** Numbers that a layer may give for one example: half a gibibyte of them. */
const largestOutput = 2 ** 27;

/** How many layers a layer may read: the least, and the most. */
function arityOf(layer: Layer): readonly [number, number] {
  switch (layer.kind) {
    case "input":
      return [0, 0];
    case "add":
    case "concat":
      return [2, Number.POSITIVE_INFINITY];
    case "merge":
      return [2, layer.operation === "subtract" || layer.operation === "divide" ? 2 : Number.POSITIVE_INFINITY];
    case "global-pool":
    case "recurrent":
      return [1, 2];
    case "attention":
      return [2, 3];
    default:
      return [1, 1];
  }
}

const countWords = ["none was", "one input was", "two inputs were", "three inputs were"];

function checkArity(layer: Layer): void {
  const got = layer.inputs.length;
  const [least, most] = arityOf(layer);
  if (got >= least && got <= most) return;
  const expected =
    least === most ? countWords[least] : most > 3 ? "two or more inputs were" : `${least} or ${most} inputs were`;
  throw modelInvalid(layer.id, `of kind ${layer.kind} reads ${got} layers; ${expected} expected.`);
}

/** The one input layer. Throws `model-invalid` where there is none or more than one. */
export function inputOf(model: Model): InputLayer {
  const inputs = model.layers.filter((layer) => layer.kind === "input");
  if (inputs.length !== 1)
    throw modelInvalid(null, `The network has ${inputs.length} inputs; exactly one was expected.`);
  return inputs[0];
}

/**
 * Output shape of every layer, without the batch axis, in the order of the layers. A model for which this returns is
 * sound: ids are unique, the order is topological, there is one input, every weight fits, no output is empty.
 * Errors: `model-invalid`, naming the layer, what it got and what it expected.
 */
export function outputShapes(model: Model): Map<LayerId, Shape> {
  inputOf(model);
  const known = new Set(model.layers.map(({ id }) => id));
  const shapes = new Map<LayerId, Shape>();
  for (const layer of model.layers) {
    if (shapes.has(layer.id)) throw modelInvalid(layer.id, "appears twice; every layer needs a name of its own.");
    checkArity(layer);
    const inputs = layer.inputs.map((id) => {
      const shape = shapes.get(id);
      if (shape !== undefined) return shape;
      throw modelInvalid(
        layer.id,
        known.has(id)
          ? `reads "${id}", which does not stand before it; an order without loops was expected.`
          : `reads "${id}", but the network has no layer of that name.`,
      );
    });
    const shape = outputShapeOf(layer, inputs);
    if (sizeOf(shape) > largestOutput)
      throw modelInvalid(
        layer.id,
        `makes ${shapeWords(shape)} numbers of one example; Quorum handles up to ${largestOutput}.`,
      );
    shapes.set(layer.id, shape);
  }
  if (!known.has(model.output))
    throw modelInvalid(null, `The network's output "${model.output}" is not one of its layers.`);
  return shapes;
}
