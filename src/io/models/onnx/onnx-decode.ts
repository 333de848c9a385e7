import { FailureError } from "../../../core/failure.ts";
import type { Model, Shape } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import type { DecodedModel } from "../model-claim.ts";
import { openSize } from "../open-size.ts";
import { constantNode } from "./constant-node.ts";
import { type Activation, addLayer, constantOf, type Decoding, freshId } from "./decoding.ts";
import { inlineExternal } from "./external-data.ts";
import { foldNode, foldShape } from "./fold-constants.ts";
import { inputAxes } from "./input-axes.ts";
import { joinPatterns } from "./join-patterns.ts";
import { liveNodes } from "./live-nodes.ts";
import { numberOf, openModel } from "./model-proto.ts";
import { type OnnxNode, readNode } from "./onnx-node.ts";
import { onnxOperators, unknownOperator } from "./onnx-operators.ts";
import { type AxisMap, batchAxis, type OnnxOrigin } from "./onnx-origin.ts";
import type { GraphProto, ModelProto, ValueInfoProto } from "./proto/onnx-messages.js";
import { checkSingleAssignment } from "./single-assignment.ts";
import { type Constant, readConstant } from "./tensor-data.ts";

const mostNodes = 20_000;

function unsupported(name: string, message: string, advice: string): FailureError {
  return new FailureError({ kind: "model-unsupported", message, where: name, advice });
}

/** @throws FailureError model-unsupported for more than one input, naming them */
function onlyInput(name: string, graph: GraphProto, initializers: ReadonlySet<string>): ValueInfoProto {
  const inputs = graph.input.filter((input) => !initializers.has(input.name ?? ""));
  const [only] = inputs;
  if (only !== undefined && inputs.length === 1) return only;
  throw unsupported(
    name,
    inputs.length === 0
      ? `The network in ${name} has no input.`
      : `The network in ${name} has ${inputs.length} inputs (${inputs
          .slice(0, 6)
          .map((input) => input.name)
          .join(", ")}); Quorum works with networks that have one.`,
    "Export the model with one input; what the others hold can often become a constant.",
  );
}

/** Lengths of the input's axes, batch included; NaN where the file leaves them open. */
function lengthsOf(name: string, input: ValueInfoProto): readonly number[] {
  const shape = input.type?.tensor_type?.shape;
  if (shape === null || shape === undefined)
    throw unsupported(
      name,
      `The input "${input.name}" of the network in ${name} has no shape.`,
      "Export the model with the shape of its input.",
    );
  if (shape.dim.length < 2 || shape.dim.length > 4)
    throw unsupported(
      name,
      `The input "${input.name}" of the network in ${name} has ${shape.dim.length} axes; Quorum reads two to four, the batch first.`,
      "Export the model with a batch axis in front.",
    );
  return shape.dim.map(({ dim_value }) => {
    const length = numberOf(dim_value);
    return length >= 1 && length < 2 ** 31 ? length : Number.NaN;
  });
}

/** The input's shape as ours; axes that the file leaves open come from an example of the data. */
function inputShape(name: string, lengths: readonly number[], axes: AxisMap, example: Shape | null): Shape {
  const shape = new Array<number>(axes.length - 1).fill(Number.NaN);
  axes.forEach((axis, i) => {
    if (axis >= 0) shape[axis] = lengths[i] ?? Number.NaN;
  });
  const filled = shape.map((length, axis) =>
    Number.isNaN(length) && example?.length === shape.length ? (example[axis] ?? length) : length,
  );
  if (!filled.some(Number.isNaN)) return filled;
  const words = filled.map((length) => (Number.isNaN(length) ? "?" : length)).join(" × ");
  if (example === null) throw openSize(words, name);
  throw unsupported(
    name,
    `The input of the network in ${name} leaves the length of an axis open (${words}), and the examples at hand, of shape ${example.join(" × ")}, do not fit it.`,
    "Drop the data that belong to this network.",
  );
}

/** The file's name without folders and ending; exporters call their graphs all alike. */
const stemOf = (name: string): string => (name.split(/[/\\]/).at(-1) ?? "").replace(/\.onnx$/i, "");

function countReaders(graph: GraphProto): ReadonlyMap<string, number> {
  const readers = new Map<string, number>();
  const names = [...graph.node.flatMap((node) => node.input), ...graph.output.map(({ name }) => name ?? "")];
  for (const name of names) if (name !== "") readers.set(name, (readers.get(name) ?? 0) + 1);
  return readers;
}

function opsetOf(name: string, proto: ModelProto): number {
  const own = proto.opset_import.find(({ domain }) => (domain ?? "") === "" || domain === "ai.onnx");
  const version = own === undefined ? 1 : numberOf(own.version);
  if (version >= 5 && version <= 30) return version;
  throw unsupported(
    name,
    `${name} is written in ONNX opset ${version}; Quorum reads opsets 5 to 30.`,
    "Convert it with onnx.version_converter, or export it with opset 17.",
  );
}

/** Computes a node ahead where it can be. */
function foldInto(decoding: Decoding, node: OnnxNode): boolean {
  const [output = ""] = node.outputs;
  let folded = node.op === "Constant" ? constantNode(node) : foldShape(decoding, node);
  if (folded === null && node.inputs.length > 0) {
    const inputs = node.inputs.map((name) => constantOf(decoding, name));
    if (inputs.every((input, i) => input !== undefined || node.inputs[i] === ""))
      folded = foldNode(decoding, node, inputs);
  }
  if (folded === null) return false;
  const shape = (node.op === "Shape" || node.op === "Size") && decoding.activations.has(node.inputs[0] ?? "");
  if (shape || node.inputs.some((name) => decoding.fromShapes.has(name))) decoding.fromShapes.add(output);
  decoding.constants.set(output, { ...folded, name: output });
  return true;
}

function decodeNode(decoding: Decoding, node: OnnxNode): void {
  if (foldInto(decoding, node)) return;
  const handler = onnxOperators.get(node.op);
  if (handler === undefined) throw unknownOperator(node);
  handler(decoding, node);
}

interface Output extends Activation {
  readonly name: string;
}

function outputsOf(name: string, graph: GraphProto, decoding: Decoding): readonly [Output, ...Output[]] {
  const [first, ...others] = graph.output.flatMap((output): readonly Output[] => {
    const activation = decoding.activations.get(output.name ?? "");
    return activation === undefined ? [] : [{ name: output.name ?? "", ...activation }];
  });
  if (first !== undefined) return [first, ...others];
  throw unsupported(
    name,
    `The network in ${name} has no output that depends on its input.`,
    "Export the model again, with its prediction as the output.",
  );
}

/**
 * An ONNX network as our own layers, channels last.
 * @param bytes the .onnx file
 * @param external files of external data by their path beside it
 * @param example shape of one example of the data, for axes that the file leaves open
 * @throws FailureError model-unsupported for an operator or setting that Quorum does not compute, naming the node;
 * file-damaged, file-incomplete, file-too-large, model-invalid
 */
export function decodeOnnx(
  name: string,
  bytes: Uint8Array,
  external: ReadonlyMap<string, Uint8Array>,
  example: Shape | null,
): DecodedModel<OnnxOrigin> {
  const { proto, graph } = openModel(name, bytes);
  inlineExternal(graph, external);
  if (graph.sparse_initializer.length > 0)
    throw unsupported(
      name,
      `${name} stores sparse weights, which Quorum does not read.`,
      "Export it with dense weights.",
    );
  if (graph.node.length > mostNodes)
    throw unsupported(
      name,
      `${name} has ${graph.node.length} nodes; Quorum reads up to ${mostNodes}.`,
      "Drop a smaller network.",
    );
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name ?? "", tensor]));
  const input = onlyInput(name, graph, new Set(initializers.keys()));
  const lengths = lengthsOf(name, input);
  const constants = new Map<string, Constant>();
  const decoding: Decoding = {
    opset: opsetOf(name, proto),
    batch: lengths[0] ?? Number.NaN,
    layers: [],
    shapes: new Map(),
    activations: new Map(),
    constants,
    readers: countReaders(graph),
    fromShapes: new Set(),
    foldBudget: Math.max(2 ** 20, bytes.length),
    homes: [],
    edits: [],
    fixed: [],
    arranged: new Map(),
    stored(key) {
      const tensor = initializers.get(key);
      return tensor === undefined ? undefined : readConstant(tensor, key);
    },
  };
  const inputName = input.name ?? "";
  const read = graph.node.map(readNode);
  checkSingleAssignment(read, [inputName, ...initializers.keys()]);
  const nodes = liveNodes(joinPatterns(liveNodes(read, graph), decoding), graph);
  const axes = inputAxes(nodes, inputName, lengths);
  const shape = inputShape(name, lengths, axes, example);
  const id = addLayer(decoding, { kind: "input", id: freshId(decoding, inputName), inputs: [], shape });
  decoding.activations.set(inputName, { layer: id, axes });
  for (const node of nodes) decodeNode(decoding, node);
  const outputs = outputsOf(name, graph, decoding);
  const model: Model = {
    name: stemOf(name) || graph.name || "network",
    layers: decoding.layers,
    output: outputs[0].layer,
  };
  outputShapes(model);
  const origin: OnnxOrigin = {
    format: "onnx",
    name,
    bytes,
    external,
    input: { name: inputName, axes },
    output: { name: outputs[0].name, axes: outputs[0].axes },
    homes: decoding.homes,
    edits: decoding.edits,
    tensors: [...decoding.activations].map(([tensor, activation]) => ({ name: tensor, ...activation })),
    fixed: decoding.fixed,
  };
  if (lengths[0] !== undefined && axes[0] !== batchAxis)
    throw unsupported(name, "The batch is not the first axis.", "Export again.");
  const named = [...new Set(outputs.map(({ layer }) => layer))];
  return { model, origin, ...(named.length > 1 ? { outputs: named } : {}) };
}
