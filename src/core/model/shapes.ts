import { outputShapeOf } from "./layer-shape.ts";
import type { InputLayer, Layer, LayerId, Model, Shape } from "./model.ts";
import { modelInvalid } from "./model-invalid.ts";

function checkArity(layer: Layer): void {
  const got = layer.inputs.length;
  const several = layer.kind === "add" || layer.kind === "concat";
  const fits = several ? got >= 2 : got === (layer.kind === "input" ? 0 : 1);
  if (fits) return;
  const expected = several ? "two or more inputs were" : layer.kind === "input" ? "none was" : "one input was";
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
    shapes.set(layer.id, outputShapeOf(layer, inputs));
  }
  if (!known.has(model.output))
    throw modelInvalid(null, `The network's output "${model.output}" is not one of its layers.`);
  return shapes;
}
