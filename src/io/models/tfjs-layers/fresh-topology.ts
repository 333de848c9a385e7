import type { Layer, LayerId, Model, Shape } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import type { JsonObject } from "../json-fields.ts";
import type { FreshLayer } from "./fresh-layer.ts";
import { freshLayers } from "./fresh-layers.ts";
import { freshMasks } from "./fresh-masks.ts";
import type { Dialect } from "./tfjs-activations.ts";

const upward: ReadonlySet<string> = new Set([
  "relu",
  "relu6",
  "sigmoid",
  "softmax",
  "softplus",
  "exponential",
  "hard-sigmoid",
]);

/** True where a layer certainly gives nothing below zero. */
function isNotNegative(model: Model, id: LayerId): boolean {
  const layer = model.layers.find((other) => other.id === id);
  if (layer === undefined) return false;
  if ("activation" in layer && layer.kind !== "recurrent") return upward.has(layer.activation.name);
  const [before] = layer.inputs;
  const keepsSign = ["dropout", "zero-padding", "pool", "slice", "upsampling", "channel-select"].includes(layer.kind);
  return keepsSign && before !== undefined && isNotNegative(model, before);
}

/** All layers, each reading the ones that it reads in the file. */
function writtenLayers(
  model: Model,
  dialect: Dialect,
): { readonly layers: readonly FreshLayer[]; readonly tail: ReadonlyMap<LayerId, LayerId> } {
  const shapes = outputShapes(model);
  const masks = freshMasks(model, dialect);
  const tail = new Map<LayerId, LayerId>();
  const read = (id: LayerId): LayerId => tail.get(id) ?? id;
  const write = (layer: Layer): readonly FreshLayer[] => {
    const value = masks.maskings.get(layer.id);
    if (value !== undefined)
      return [
        { className: "Masking", config: { name: layer.id, mask_value: value }, inputs: layer.inputs.slice(0, 1) },
      ];
    const [before] = layer.inputs;
    const shape: Shape = (before === undefined ? undefined : shapes.get(before)) ?? [];
    const fresh = freshLayers(layer, {
      dialect,
      shape,
      notNegative: before !== undefined && isNotNegative(model, before),
    });
    if (!masks.embeddings.has(layer.id)) return fresh;
    return fresh.map((own) => ({ ...own, config: { ...own.config, mask_zero: true } }));
  };
  const layers = model.layers.flatMap((layer) => {
    if (layer.kind === "mask") return [];
    const own = write(layer).map((fresh) => ({ ...fresh, inputs: fresh.inputs.map(read) }));
    tail.set(layer.id, own.at(-1)?.config.name ?? layer.id);
    return own;
  });
  return { layers, tail };
}

const modelName = (model: Model): string => model.name.replace(/[^A-Za-z0-9_.-]/g, "_") || "model";

function ends(model: Model, outputs: readonly LayerId[], tail: ReadonlyMap<LayerId, LayerId>) {
  const input = model.layers.find(({ kind }) => kind === "input")?.id;
  return {
    input_layers: [[input, 0, 0]],
    output_layers: outputs.map((id) => [tail.get(id) ?? id, 0, 0]),
  };
}

/**
 * A functional tfjs topology for any model, also one that never was a tfjs file.
 * @param outputs ids of all its outputs
 * @throws FailureError model-unsupported for a layer that tfjs cannot express
 */
export function freshTopology(model: Model, outputs: readonly LayerId[] = [model.output]): JsonObject {
  const { layers, tail } = writtenLayers(model, "tfjs");
  return {
    class_name: "Model",
    config: {
      name: modelName(model),
      layers: layers.map(({ className, config, inputs }) => ({
        class_name: className,
        config,
        name: config.name,
        inbound_nodes: inputs.length === 0 ? [] : [inputs.map((id) => [id, 0, 0, {}])],
      })),
      ...ends(model, outputs, tail),
    },
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
  };
}

/** A tensor as Keras 3 writes it into a call. */
const kerasTensor = (layer: LayerId, shape: Shape) => ({
  class_name: "__keras_tensor__",
  config: { shape: [null, ...shape], dtype: "float32", keras_history: [layer, 0, 0] },
});

/**
 * A functional model in the words of Keras 3, for `.keras` and `.h5` files.
 * @param outputs ids of all its outputs
 * @throws FailureError model-unsupported for a layer that Keras cannot express
 */
export function freshKeras3(model: Model, outputs: readonly LayerId[] = [model.output]): JsonObject {
  const { layers, tail } = writtenLayers(model, "keras3");
  const shapes = new Map<LayerId, Shape>();
  for (const [id, shape] of outputShapes(model)) {
    shapes.set(id, shape);
    shapes.set(tail.get(id) ?? id, shape);
  }
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? shapes.get(id.replace(/_activation$/, "")) ?? [];
  const tensor = (id: LayerId) => kerasTensor(id, shapeOf(id));
  const manyInputs = new Set(["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"]);
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: modelName(model),
      trainable: true,
      layers: layers.map(({ className, config, inputs, keywords }) => {
        const read = inputs.map(tensor);
        const kwargs = Object.entries(keywords ?? {}).map(([key, value]) => [
          key,
          typeof value === "boolean" ? value : tensor(tail.get(value.layer) ?? value.layer),
        ]);
        return {
          module: "keras.layers",
          class_name: className,
          config,
          registered_name: null,
          name: config.name,
          inbound_nodes:
            inputs.length === 0
              ? []
              : [{ args: manyInputs.has(className) ? [read] : read, kwargs: Object.fromEntries(kwargs) }],
        };
      }),
      ...ends(model, outputs, tail),
    },
    registered_name: "Functional",
  };
}
