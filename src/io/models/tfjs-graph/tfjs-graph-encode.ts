import type { Layer, LayerId, Model, Shape } from "../../../core/model/model.ts";
import { weightsOf } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { invalidModel, isObject } from "../json-fields.ts";
import type { EncodedFile } from "../model-claim.ts";
import { readManifest } from "../tfjs-layers/weights-manifest.ts";
import { entryJson } from "./encode-stored.ts";
import { constantsUnder, shapeUnder } from "./graph-constants.ts";
import { type Edge, readGraph } from "./graph-nodes.ts";
import { liveNodes } from "./graph-order.ts";
import type { GraphOrigin } from "./graph-origin.ts";
import { graphOutputs, signatureTensors } from "./graph-outputs.ts";
import { dimJson, type GraphPatch, graphPatch } from "./graph-patch.ts";
import { applyWants, type Want } from "./patch-constants.ts";
import { shapeWants } from "./patch-shapes.ts";
import { constantOfWeight } from "./weight-tensor.ts";

function weightWants(model: Model, origin: GraphOrigin): readonly Want[] {
  const layers = new Map<LayerId, Layer>(model.layers.map((layer) => [layer.id, layer]));
  const homes = new Set(origin.weights.map(({ layer, weight }) => `${layer}\n${weight}`));
  for (const layer of model.layers)
    for (const [weight, tensor] of Object.entries(weightsOf(layer)))
      if (tensor !== undefined && !homes.has(`${layer.id}\n${weight}`))
        throw invalidModel(layer.id, `The graph has no place for the ${weight} of "${layer.id}".`);
  return origin.weights.map((slot) => {
    const layer = layers.get(slot.layer);
    const tensor = layer === undefined ? undefined : weightsOf(layer)[slot.weight];
    if (tensor === undefined)
      throw invalidModel(slot.layer, `The pruned network lacks the ${slot.weight} of "${slot.layer}".`);
    return { node: slot.node, at: slot.at, constant: constantOfWeight(tensor, slot) };
  });
}

/** Nodes that led to an output before and that nothing reads any more. */
function removeUnread(patch: GraphPatch, before: readonly string[], outputs: readonly Edge[]): void {
  patch.finish();
  const after = readGraph(patch.json);
  const live = new Set(liveNodes(after, outputs));
  const gone = new Set(before.filter((name) => !live.has(name)));
  // what some other, dead part of the graph reads stays
  const waiting = [...after.values()].filter(({ name }) => !gone.has(name)).flatMap(({ inputs }) => inputs);
  for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop())
    if (gone.delete(edge.node)) waiting.push(...(after.get(edge.node)?.inputs ?? []));
  for (const name of gone) patch.remove(name);
}

/** Shape hints would be out of date behind pruned layers; they are optional. */
function dropHints(patch: GraphPatch): void {
  for (const { attr } of patch.nodes.values()) if (attr !== undefined) delete attr._output_shapes;
}

function patchSignature(patch: GraphPatch, origin: GraphOrigin, shapes: ReadonlyMap<LayerId, Shape>): void {
  const outputs = new Map(origin.outputs.map(({ key, of }) => [key, of]));
  for (const [key, info] of signatureTensors(patch.json, "outputs")) {
    const of = outputs.get(key);
    const tensorShape = isObject(info.tensorShape) ? info.tensorShape : null;
    if (of === undefined || tensorShape === null || !Array.isArray(tensorShape.dim)) continue;
    const before = shapeUnder(of, origin.layerShapes);
    const after = shapeUnder(of, shapes);
    const sizes = tensorShape.dim.map((axis: unknown) => Number(isObject(axis) ? (axis.size ?? -1) : -1));
    if (sizes.length !== after.length + 1) continue;
    const changed = sizes.map((size, axis) =>
      axis > 0 && size === before[axis - 1] ? (after[axis - 1] ?? size) : size,
    );
    if (changed.some((size, axis) => size !== sizes[axis]))
      (tensorShape as Record<string, unknown>).dim = dimJson(changed);
  }
}

const sameShape = (a: Shape, b: Shape | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * A model as a tfjs GraphModel: the graph that it came from, patched in place. Names, signature, metadata, versions,
 * library and the order of nodes stay; constants, settings that count channels, and the weights manifest follow the
 * model. A constant that was computed from others in the graph becomes a constant of its own. One shard, named as the
 * file's own where it had one.
 * @throws FailureError model-invalid for a model that is not this graph's, model-unsupported where an operation of the
 * graph cannot express a cut
 */
export async function encodeGraphModel(model: Model, origin: GraphOrigin): Promise<readonly EncodedFile[]> {
  const shapes = outputShapes(model);
  const graph = readGraph(origin.json);
  const patch = graphPatch(origin);
  const constants = constantsUnder(graph, origin, shapes);
  const context = { patch, graph, origin, model, shapes, constants };
  const outputs = graphOutputs(origin.json, graph, () => {}).map(({ named }) => named);
  const live = liveNodes(graph, outputs);
  applyWants(patch, graph, live, constants, [...weightWants(model, origin), ...shapeWants(context)]);
  removeUnread(patch, live, outputs);
  patch.finish();
  if ([...shapes].some(([id, shape]) => !sameShape(shape, origin.layerShapes.get(id)))) dropHints(patch);
  patchSignature(patch, origin, shapes);
  const paths = readManifest(origin.json).flatMap((group) => group.paths);
  const shard = (paths.length === 1 ? paths[0] : undefined) ?? "group1-shard1of1.bin";
  const stored = [...patch.stored.values()];
  patch.json.weightsManifest = [{ paths: [shard], weights: stored.map(({ entry }) => entryJson(entry)) }];
  return [
    { name: "model.json", bytes: new TextEncoder().encode(JSON.stringify(patch.json)) },
    { name: shard, bytes: joinBytes(stored.map(({ bytes }) => bytes)) },
  ];
}
