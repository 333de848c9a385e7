import type { LayerId } from "../../../core/model/model.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../json-fields.ts";

/** The model_config object `{ class_name, config }` of a parsed model.json, which Keras wraps once more than tfjs does. */
export function modelConfigOf(json: JsonObject): JsonObject {
  const topology = objectOf(json.modelTopology, "modelTopology");
  const config = topology.model_config;
  return config === undefined || config === null ? topology : objectOf(config, "modelTopology.model_config");
}

/** The layers as the file lists them: under `config.layers`, or `config` itself in the Keras 1 form. */
export function rawLayersOf(modelConfig: JsonObject): readonly unknown[] {
  const { config } = modelConfig;
  return Array.isArray(config) ? config : listOf(objectOf(config, "config").layers, "config.layers");
}

/** True for a class that is a model of its own. */
export function isNestedModel(className: unknown): boolean {
  return className === "Sequential" || className === "Functional" || className === "Model";
}

/** The name of the layer that stands at this index of the file, as `readTopology` calls it. */
export function layerNameOf(value: unknown, index: number): LayerId {
  const json = objectOf(value, `layers[${index}]`);
  const config = isObject(json.config) ? json.config : {};
  const named = config.name ?? json.name;
  return typeof named === "string" ? named : `${String(json.class_name ?? json.className)}_${index + 1}`;
}

/** A layer as the file describes it, and the id that it has in the topology. */
export interface RawLayer {
  readonly id: LayerId;
  readonly json: JsonObject;
}

/** All layers of a description, those of models within the model too, in the file's order. */
export function allRawLayers(modelConfig: JsonObject, prefix = ""): readonly RawLayer[] {
  return rawLayersOf(modelConfig).flatMap((value, index) => {
    if (!isObject(value)) return [];
    const id = prefix + layerNameOf(value, index);
    const inner = isNestedModel(value.class_name ?? value.className) ? allRawLayers(value, `${id}/`) : [];
    return [{ id, json: value }, ...inner];
  });
}
