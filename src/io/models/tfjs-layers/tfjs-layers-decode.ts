import { FailureError } from "../../../core/failure.ts";
import { outputShapeOf } from "../../../core/model/layer-shape.ts";
import type { Layer, LayerId, Model, Shape, Tensor } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { invalidModel, objectOf } from "../json-fields.ts";
import { unsupportedLayer } from "./layer-context.ts";
import { readTensors } from "./manifest-tensors.ts";
import { channelsFirstPermutes } from "./permuted-flatten.ts";
import { layerClassOf } from "./tfjs-layer-classes.ts";
import type { TfjsOrigin } from "./tfjs-origin.ts";
import { readTopology, type Topology } from "./tfjs-topology.ts";
import { assignWeights } from "./weight-homes.ts";
import { readManifest } from "./weights-manifest.ts";

/** A model and the file that it came from. */
export interface DecodedModel {
  readonly model: Model;
  readonly origin: TfjsOrigin;
}

function decodeLayers(
  topology: Topology,
  weights: ReadonlyMap<LayerId, ReadonlyMap<string, Tensor>>,
): readonly Layer[] {
  const permutes = channelsFirstPermutes(topology);
  const shapes = new Map<LayerId, Shape>();
  const layers: Layer[] = [];
  for (const { id, className, config, inputs: listed } of topology.layers) {
    if (permutes.has(id)) continue;
    const inputs = listed.map((input) => permutes.get(input) ?? input);
    const inputShapes = inputs.map((input) => shapes.get(input) ?? []);
    const where = `"${id}" (${className})`;
    if (className !== "InputLayer" && inputs.length === 0) throw unsupportedLayer({ where }, "reads no other layer");
    const weight = (key: string): Tensor => {
      const tensor = weights.get(id)?.get(key);
      if (tensor === undefined) throw invalidModel(where, `The layer ${where} has no weight ${key}.`);
      return tensor;
    };
    const context = { id, className, config, inputs, inputShapes, keras3: topology.keras3, where, weight };
    const decoded = layerClassOf(className, id).decode(context);
    const layer: Layer =
      decoded.kind === "flatten" && listed.some((input) => permutes.has(input))
        ? { ...decoded, order: "channels-first" }
        : decoded;
    shapes.set(id, outputShapeOf(layer, inputShapes));
    layers.push(layer);
  }
  return layers;
}

/**
 * A tfjs LayersModel (Sequential or functional, as Keras' converter or tfjs itself wrote it) as our own layers.
 * @param json model.json, parsed
 * @param shards bytes of the weight files by their path in the weights manifest
 * @param name how the model is called from now on
 * @throws FailureError file-unsupported for a graph-model, model-unsupported for a layer or setting that Quorum does not
 * compute, model-invalid where the file contradicts itself or holds NaN, file-incomplete and file-damaged for the shards
 */
export function decodeLayersModel(json: unknown, shards: ReadonlyMap<string, Uint8Array>, name: string): DecodedModel {
  const root = objectOf(json, "the top level");
  if (root.format === "graph-model")
    throw new FailureError({
      kind: "file-unsupported",
      message: `${name} is a tfjs GraphModel, frozen for running; Quorum reads the tfjs LayersModel.`,
      where: name,
      advice: 'Convert the Keras model with "tensorflowjs_converter --output_format=tfjs_layers_model".',
    });
  const topology = readTopology(root);
  const groups = readManifest(root);
  const permutes = channelsFirstPermutes(topology);
  const weighted = topology.layers
    .filter(({ id }) => !permutes.has(id))
    .map(({ id, className, config }) => ({ id, weights: layerClassOf(className, id).weights(config) }));
  const names = groups.flatMap(({ weights }) => weights.filter((entry) => entry.group !== "optimizer"));
  const homes = assignWeights(
    names.map((entry) => entry.name),
    weighted,
  );
  const tensors = readTensors(groups, shards);
  const weights = new Map<LayerId, Map<string, Tensor>>(weighted.map(({ id }) => [id, new Map()]));
  for (const home of homes) {
    const tensor = tensors.get(home.name);
    if (tensor !== undefined) weights.get(home.layer)?.set(home.weight, tensor);
  }
  const model: Model = { name, layers: decodeLayers(topology, weights), output: topology.output };
  outputShapes(model);
  return { model, origin: { format: "tfjs-layers", json: root, tensors: homes, patchable: !topology.keras3 } };
}
