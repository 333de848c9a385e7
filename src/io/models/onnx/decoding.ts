import { FailureError } from "../../../core/failure.ts";
import { outputShapeOf } from "../../../core/model/layer-shape.ts";
import type { Layer, LayerId, Shape } from "../../../core/model/model.ts";
import { invalidNode, type OnnxNode } from "./onnx-node.ts";
import { type AxisMap, batchAxis, type NodeEdit, type OnnxHome } from "./onnx-origin.ts";
import type { Constant } from "./tensor-data.ts";

/** Of one example, in one tensor: half a gigabyte. */
const mostNumbers = 2 ** 27;

/** A tensor of the graph that is a layer's output. */
export interface Activation {
  readonly layer: LayerId;
  /** One entry for each axis that the graph sees. */
  readonly axes: AxisMap;
}

/** A graph on its way to a model: what is known of its tensors so far. */
export interface Decoding {
  readonly opset: number;
  /** Of the input; NaN where the file leaves it open. */
  readonly batch: number;
  readonly layers: Layer[];
  readonly shapes: Map<LayerId, Shape>;
  readonly activations: Map<string, Activation>;
  readonly constants: Map<string, Constant>;
  /** How many inputs of nodes, or outputs of the graph, read a tensor. */
  readonly readers: ReadonlyMap<string, number>;
  /** Names of constants that a shape had a part in. */
  readonly fromShapes: Set<string>;
  /** Numbers that folding may still make. */
  foldBudget: number;
  readonly homes: OnnxHome[];
  readonly edits: NodeEdit[];
  readonly fixed: { layer: LayerId; weight: string; shape: Shape }[];
  /** Layers made to bring a tensor into another order, by tensor and order. */
  readonly arranged: Map<string, LayerId>;
  /** Initializers by name, read on demand; undefined where there is none. */
  stored(name: string): Constant | undefined;
}

/** A name for a layer that no other has. */
export function freshId(decoding: Decoding, wanted: string): LayerId {
  const base = wanted === "" ? "layer" : wanted;
  let id = base;
  for (let n = 2; decoding.shapes.has(id); n++) id = `${base}_${n}`;
  return id;
}

/** Adds a layer behind those there are. @throws FailureError model-invalid where it does not fit its inputs, model-unsupported where it makes too much */
export function addLayer(decoding: Decoding, layer: Layer): LayerId {
  const inputs = layer.inputs.map((id) => decoding.shapes.get(id) ?? []);
  const shape = outputShapeOf(layer, inputs);
  const size = shape.reduce((product, length) => product * length, 1);
  if (!(size <= mostNumbers))
    throw new FailureError({
      kind: "model-unsupported",
      message: `The layer "${layer.id}" makes ${shape.join(" × ")} numbers of every example, more than a browser tab can hold.`,
      where: `layer "${layer.id}"`,
      advice: "Export the model for smaller inputs.",
    });
  decoding.shapes.set(layer.id, shape);
  decoding.layers.push(layer);
  return layer.id;
}

/** Puts another version of a layer where it stands; its output keeps its shape. */
export function replaceLayer(decoding: Decoding, layer: Layer): void {
  const at = decoding.layers.findIndex(({ id }) => id === layer.id);
  decoding.layers[at] = layer;
}

export function shapeOfLayer(decoding: Decoding, layer: LayerId): Shape {
  return decoding.shapes.get(layer) ?? [];
}

/** Lengths of the axes that the graph sees; NaN for the batch. */
export function dimsOf(decoding: Decoding, { layer, axes }: Activation): readonly number[] {
  const shape = shapeOfLayer(decoding, layer);
  return axes.map((axis) => (axis >= 0 ? (shape[axis] ?? 1) : axis === batchAxis ? Number.NaN : 1));
}

/** The constant of that name; undefined for an activation. */
export function constantOf(decoding: Decoding, name: string): Constant | undefined {
  const known = decoding.constants.get(name);
  if (known !== undefined || name === "") return known;
  const stored = decoding.stored(name);
  if (stored !== undefined) decoding.constants.set(name, stored);
  return stored;
}

/** Input i as a constant; undefined where it is left out. @throws FailureError model-unsupported for an activation */
export function constantInput(decoding: Decoding, node: OnnxNode, input: number): Constant | undefined {
  const name = node.inputs[input] ?? "";
  if (name === "") return undefined;
  const constant = constantOf(decoding, name);
  if (constant !== undefined) return constant;
  throw notConstant(node, name);
}

/** Input i as an activation. @throws FailureError model-invalid */
export function activationInput(decoding: Decoding, node: OnnxNode, input = 0): Activation {
  const name = node.inputs[input] ?? "";
  const activation = decoding.activations.get(name);
  if (activation !== undefined) return activation;
  throw invalidNode(node, `reads "${name}", which nothing before it makes out of the network's input`);
}

function notConstant(node: OnnxNode, name: string) {
  return invalidNode(node, `needs "${name}" as a constant, but it is computed while the network runs`);
}

/** Whether input i is a constant that a shape had a part in. */
export function isComputed(decoding: Decoding, node: OnnxNode, input: number): boolean {
  return decoding.fromShapes.has(node.inputs[input] ?? "");
}

/** Notes which tensor of ours an output of the node is. */
export function settle(decoding: Decoding, node: OnnxNode, layer: LayerId, axes: AxisMap, output = 0): void {
  const name = node.outputs[output] ?? "";
  if (name !== "") decoding.activations.set(name, { layer, axes });
}

/** Non-negative axis of a tensor of this rank. @throws FailureError model-invalid */
export function axisOf(node: OnnxNode, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(positive) && positive >= 0 && positive < rank) return positive;
  throw invalidNode(node, `speaks of axis ${axis} of a tensor with ${rank} axes`);
}
