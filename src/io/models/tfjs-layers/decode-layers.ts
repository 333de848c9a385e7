import { outputShapeOf } from "../../../core/model/layer-shape.ts";
import type { Layer, LayerId, Model, Shape, Tensor } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { invalidModel, type JsonObject } from "../json-fields.ts";
import { foldPermutes } from "./folded-permutes.ts";
import { type LayerClass, type LayerContext, unsupportedLayer } from "./layer-context.ts";
import { handsMaskOn } from "./recurrent-classes.ts";
import { makesMask, maskIdOf } from "./sequence-classes.ts";
import { layerClassOf } from "./tfjs-layer-classes.ts";
import type { Topology, TopologyLayer } from "./tfjs-topology.ts";

/** A layer of the file that stores weights, and the slots of these in its order. */
export interface WeightedLayer {
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly slots: readonly string[];
}

/**
 * The layers of a topology and their weight slots; slots that mean nothing to us begin with "#".
 * @throws FailureError model-unsupported for a class that Quorum does not compute
 */
export function weightedLayers(topology: Topology): readonly WeightedLayer[] {
  return topology.layers.map(({ id, className, config }) => ({
    id,
    className,
    config,
    slots: layerClassOf(className, id).weights(config),
  }));
}

/** Our layer and weight behind a slot of the file's layer; null for a slot that means nothing to us. */
export function homeOf(id: LayerId, slot: string): { readonly layer: LayerId; readonly weight: string } | null {
  if (slot.startsWith("#")) return null;
  const cut = slot.lastIndexOf("/");
  return cut < 0 ? { layer: id, weight: slot } : { layer: `${id}/${slot.slice(0, cut)}`, weight: slot.slice(cut + 1) };
}

/** The weights of a file: by the layer's id in the topology, then by slot. */
export type SlotTensors = ReadonlyMap<LayerId, ReadonlyMap<string, Tensor>>;

export interface DecodeSettings {
  readonly name: string;
  /** Formulas of Keras 3. */
  readonly keras3: boolean;
  readonly example: Shape | null;
}

type Mask = LayerContext["mask"];

/** The mask that goes with what a layer gives. */
function maskBehind(layer: TopologyLayer, layerClass: LayerClass, incoming: readonly Mask[]): Mask {
  const { id, className, config } = layer;
  if (makesMask(className, config)) return maskIdOf(id);
  const masked = incoming.find((mask) => mask !== null) ?? null;
  if (layerClass.mask === "passes") return masked;
  if (layerClass.mask === "unclear") return masked === null ? null : "unclear";
  return handsMaskOn(className, config) ? masked : null;
}

function checkReads(layer: TopologyLayer, layerClass: LayerClass, where: string): void {
  const { className, inputs, named } = layer;
  if (className === "InputLayer") return;
  if (inputs.length === 0 && Object.keys(named).length === 0) throw unsupportedLayer({ where }, "reads no other layer");
  if (layerClass.reads === "attention") return;
  const [keyword] = Object.keys(named);
  if (keyword !== undefined)
    throw unsupportedLayer({ where }, `is handed a tensor as its argument "${keyword}", which Quorum does not compute`);
  if (layerClass.reads === undefined && inputs.length > 1)
    throw unsupportedLayer({ where }, `reads ${inputs.length} tensors, where Quorum expects one`);
}

/** Mask layers that nobody reads. */
function withoutIdleMasks(layers: readonly Layer[]): readonly Layer[] {
  const read = new Set(layers.flatMap(({ inputs }) => inputs));
  return layers.filter(({ kind, id }) => kind !== "mask" || read.has(id));
}

/**
 * The layers of a topology, with their weights, as a model of ours; its output is the first of the file's.
 * @throws FailureError model-unsupported for a class or setting that Quorum does not compute, model-invalid where
 * description and weights contradict each other
 */
export function decodeLayers(topology: Topology, weights: SlotTensors, settings: DecodeSettings): Model {
  const shapes = new Map<LayerId, Shape>();
  const masks = new Map<LayerId, Mask>();
  const layers: Layer[] = [];
  for (const layer of topology.layers) {
    const { id, className, config, inputs, named, call } = layer;
    const where = `"${id}" (${className})`;
    const layerClass = layerClassOf(className, id);
    checkReads(layer, layerClass, where);
    const inputShapes = inputs.map((input) => shapes.get(input) ?? []);
    const incoming = [...inputs, ...Object.values(named)].map((input) => masks.get(input) ?? null);
    const weight = (slot: string): Tensor => {
      const tensor = weights.get(id)?.get(slot);
      if (tensor === undefined) throw invalidModel(where, `The layer ${where} has no weight ${slot}.`);
      return tensor;
    };
    const decoded = layerClass.decode({
      id,
      className,
      config,
      inputs,
      inputShapes,
      named,
      call,
      mask: incoming.find((mask) => mask !== null) ?? null,
      keras3: settings.keras3,
      example: settings.example,
      where,
      weight,
    });
    for (const made of Array.isArray(decoded) ? (decoded as readonly Layer[]) : [decoded as Layer]) {
      if (shapes.has(made.id)) throw invalidModel(made.id, `Two layers of the model are named "${made.id}".`);
      const read = made.inputs.map((input) => shapes.get(input) ?? []);
      shapes.set(made.id, outputShapeOf(made, read));
      layers.push(made);
    }
    masks.set(id, maskBehind(layer, layerClass, incoming));
  }
  const [output] = topology.outputs;
  if (output === undefined) throw invalidModel("output_layers", "The model has no output.");
  const model: Model = {
    name: settings.name,
    layers: foldPermutes(withoutIdleMasks(layers), topology.outputs),
    output,
  };
  outputShapes(model);
  return model;
}
