import type { LayerId, Model } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import type { JsonObject } from "../json-fields.ts";
import { freshLayers } from "./fresh-layer.ts";

/**
 * A functional tfjs topology for any model, also one that never was a tfjs file.
 * @throws FailureError model-unsupported for a layer that tfjs cannot express
 */
export function freshTopology(model: Model): JsonObject {
  const shapes = outputShapes(model);
  const tail = new Map<LayerId, LayerId>();
  const layers = model.layers.flatMap((layer) => {
    const [before] = layer.inputs;
    const fresh = freshLayers(layer, (before === undefined ? undefined : shapes.get(before)) ?? []);
    const written = fresh.map(({ className, config, inputs }) => ({
      class_name: className,
      config,
      name: config.name,
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((id) => [tail.get(id) ?? id, 0, 0, {}])],
    }));
    tail.set(layer.id, fresh.at(-1)?.config.name ?? layer.id);
    return written;
  });
  const input = model.layers.find(({ kind }) => kind === "input")?.id;
  return {
    class_name: "Model",
    config: {
      name: model.name.replace(/[^A-Za-z0-9_.-]/g, "_") || "model",
      layers,
      input_layers: [[input, 0, 0]],
      output_layers: [[tail.get(model.output) ?? model.output, 0, 0]],
    },
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
  };
}
