import type { LayerId, Model, Shape } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { invalidModel, type JsonObject } from "../json-fields.ts";
import type { DecodedModel } from "../model-claim.ts";
import { readManifest } from "../tfjs-layers/weights-manifest.ts";
import { type Constant, sizeOf } from "./constant.ts";
import { foldBudget } from "./fold-budget.ts";
import { foldConstant } from "./fold-constant.ts";
import { type GraphBuilder, graphBuilder } from "./graph-builder.ts";
import { fixedBatch, inputNode, inputShape, leavesOpen } from "./graph-input.ts";
import { type Edge, type Graph, type GraphNode, readGraph } from "./graph-nodes.ts";
import { readerOf } from "./graph-ops.ts";
import { liveNodes, usesOf } from "./graph-order.ts";
import type { GraphOrigin } from "./graph-origin.ts";
import { type GraphOutput, graphOutputs } from "./graph-outputs.ts";
import type { GraphValue, LayerValue } from "./graph-value.ts";
import { invalidNode } from "./node-failure.ts";
import { decodeStored, readStored, type StoredConstant } from "./stored-constants.ts";

type Values = Map<string, readonly GraphValue[]>;

function valueAt(values: Values, { node, port }: Edge, reader: Pick<GraphNode, "name" | "op">): GraphValue {
  const value = values.get(node)?.[port];
  if (value === undefined)
    throw invalidNode(reader, `reads output ${port} of "${node}", which Quorum does not compute`);
  return value;
}

function storedConstant(node: GraphNode, stored: ReadonlyMap<string, StoredConstant>): Constant {
  const found = stored.get(node.name);
  if (found === undefined)
    throw invalidModel(
      `node "${node.name}"`,
      `The weights manifest has no tensor for the constant "${node.name}".`,
      "Convert the network with a current tensorflowjs_converter.",
    );
  return decodeStored(found);
}

/** What every live node gives, its layers in `build`. */
function readNodes(
  graph: Graph,
  live: readonly string[],
  stored: ReadonlyMap<string, StoredConstant>,
  build: GraphBuilder,
  input: LayerValue,
): Values {
  const values: Values = new Map([[input.nodes[0] ?? "", [input]]]);
  const budget = foldBudget([...stored.values()].reduce((sum, { entry }) => sum + sizeOf(entry.shape), 0));
  for (const name of live) {
    const node = graph.get(name);
    if (node === undefined || values.has(name)) continue;
    if (node.op === "Const") {
      values.set(name, [storedConstant(node, stored)]);
      continue;
    }
    const inputs = node.inputs.map((edge) => valueAt(values, edge, node));
    const constants = inputs.filter((value) => value.kind === "constant");
    const folded =
      constants.length === inputs.length && inputs.length > 0 ? foldConstant(node, constants, budget) : null;
    const read = folded ?? readerOf(node)({ node, inputs, build });
    values.set(name, "kind" in read ? [read] : read);
  }
  return values;
}

interface ReadOutput extends GraphOutput {
  readonly value: LayerValue;
}

/** The first output, but where the file does not order them a softmax, or else a single row of numbers, goes first. */
function ranked(outputs: readonly ReadOutput[], build: GraphBuilder, ordered: boolean): readonly ReadOutput[] {
  if (ordered) return outputs;
  const merit = ({ value }: ReadOutput): number => {
    const layer = build.layer(value.layer);
    const softmax = layer !== undefined && "activation" in layer && /softmax/.test(layer.activation.name);
    return softmax ? 0 : build.shapeOf(value.layer).length === 1 ? 1 : 2;
  };
  return outputs.toSorted((a, b) => merit(a) - merit(b));
}

function notesOn(json: JsonObject, input: GraphNode, shape: Shape, build: GraphBuilder): void {
  const quantised = readManifest(json).some(({ weights }) => weights.some(({ quantization }) => quantization !== null));
  if (quantised)
    build.note(
      "Its weights are quantised; a pruned file keeps that where it loses nothing, and has float32 elsewhere.",
    );
  if (leavesOpen(json, input))
    build.note(`It leaves the size of its input open; the dataset in hand makes it ${shape.join(" x ")}.`);
  const batch = fixedBatch(json, input);
  if (batch !== null)
    build.note(`The file asks for ${batch} example${batch === 1 ? "" : "s"} at a time; so will the pruned one.`);
}

function decode(json: JsonObject, shards: ReadonlyMap<string, Uint8Array>, example: Shape | null) {
  const graph = readGraph(json);
  const sentences: string[] = [];
  const outputs = graphOutputs(json, graph, (sentence) => sentences.push(sentence));
  if (outputs.length === 0) throw invalidModel("modelTopology.node", "The graph has no output.");
  const edges = outputs.map(({ edge }) => edge);
  const live = liveNodes(graph, edges);
  const build = graphBuilder(usesOf(graph, live, edges));
  const placeholder = inputNode(graph, live);
  const shape = inputShape(json, placeholder, example);
  const input = build.add(placeholder, { id: placeholder.name, kind: "input", inputs: [], shape });
  const stored = readStored(readManifest(json), shards);
  const values = readNodes(graph, live, stored, build, input);
  const read = outputs.map((output): ReadOutput => {
    const value = valueAt(values, output.edge, { name: output.key, op: "output" });
    if (value.kind === "constant" || value.folded || value.dilation !== undefined)
      throw invalidModel(
        `output "${output.key}"`,
        `The output "${output.key}" does not depend on the examples one by one.`,
      );
    return { ...output, value };
  });
  for (const sentence of sentences) build.note(sentence);
  notesOn(json, placeholder, shape, build);
  const order = ranked(read, build, json.signature !== undefined);
  const ids = [...new Set(order.map(({ value }) => value.layer))];
  return { build, live, stored, read, ids, graph };
}

/**
 * A tfjs GraphModel (a TensorFlow graph, frozen and perhaps fused by its converter) as our own layers.
 * @param json model.json, parsed
 * @param shards bytes of the weight files by their path in the weights manifest
 * @param name how the model is called from now on
 * @param example shape of one example of the dataset in hand, for axes that the file leaves open
 * @throws FailureError model-unsupported for an operation or setting that Quorum does not compute, model-invalid where
 * the file contradicts itself or holds NaN, file-incomplete and file-damaged for the shards
 */
export function decodeGraphModel(
  json: JsonObject,
  shards: ReadonlyMap<string, Uint8Array>,
  name: string,
  example: Shape | null = null,
): DecodedModel<GraphOrigin> {
  const { build, live, stored, read, ids } = decode(json, shards, example);
  const [output] = ids;
  if (output === undefined) throw invalidModel("modelTopology.node", "The graph has no output.");
  const needed = neededLayers(build, ids);
  const model: Model = { name, layers: [...build.layers.values()].filter(({ id }) => needed.has(id)), output };
  outputShapes(model);
  const kept = ({ layer }: { readonly layer: LayerId }): boolean => needed.has(layer);
  const origin: GraphOrigin = {
    format: "tfjs-graph",
    json,
    stored: [...stored.values()],
    weights: build.weightSlots.filter(kept),
    shapes: build.shapeSlots,
    layerShapes: build.shapes,
    live,
    outputs: read.map(({ key, value }) => ({ key, of: build.viewOf(value) })),
  };
  const notes = [...build.notes];
  return { model, origin, ...(ids.length > 1 ? { outputs: ids } : {}), ...(notes.length > 0 ? { notes } : {}) };
}

/** Layers that the outputs need; the input stays even where nothing reads it. */
function neededLayers(build: GraphBuilder, outputs: readonly LayerId[]): ReadonlySet<LayerId> {
  const needed = new Set<LayerId>();
  // a shape that is read while the network runs needs the layer that has it
  const waiting = [
    ...outputs,
    ...build.shapeSlots.flatMap((slot) => (slot.kind === "shape-of" ? [slot.of.layer] : [])),
  ];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    waiting.push(...(build.layer(id)?.inputs ?? []));
  }
  for (const { id, kind } of build.layers.values()) if (kind === "input") needed.add(id);
  return needed;
}
