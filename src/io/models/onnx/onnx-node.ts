import { FailureError } from "../../../core/failure.ts";
import { numberOf } from "./model-proto.ts";
import { type AttributeProto, type NodeProto, onnx } from "./proto/onnx-messages.js";

/** A node of the graph, or several that say one thing together, as the decoder reads it. */
export interface OnnxNode {
  /** Place in the graph; of the first where several were joined. */
  readonly index: number;
  readonly op: string;
  /** For sentences: `the node "conv1" (Conv)`. */
  readonly words: string;
  /** What its layer will be called. */
  readonly id: string;
  /** Empty: left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeProto>;
  /** Node and input of the graph that input i is read at, where it is not `index` and i. */
  readonly places?: readonly { readonly node: number; readonly input: number }[];
}

const weightSuffix = /[./](weight|kernel|w|gamma|scale)(:0|_quantized)?$/i;

/** The node's name, else the module that its weights belong to, else its output; a bare number says the operator too. */
function idOf(proto: NodeProto): string {
  const [output = ""] = proto.output;
  if (proto.name !== null && proto.name !== "") return proto.name;
  const weight = proto.input.slice(1).find((name) => weightSuffix.test(name));
  if (weight !== undefined) return weight.replace(weightSuffix, "");
  return /^[\d.]+$/.test(output) ? `${proto.op_type}_${output}` : output;
}

/** @param index its place in the graph */
export function readNode(proto: NodeProto, index: number): OnnxNode {
  const domain = proto.domain ?? "";
  const op = `${domain === "" || domain === "ai.onnx" ? "" : `${domain}.`}${proto.op_type ?? ""}`;
  const id = idOf(proto);
  return {
    index,
    op,
    id,
    words: `the node "${id}" (${op})`,
    inputs: proto.input,
    outputs: proto.output,
    attributes: new Map(proto.attribute.map((attribute) => [attribute.name ?? "", attribute])),
  };
}

/** The failure of a node that Quorum does not compute. @param what continues "the node ..." */
export function unsupportedNode(node: OnnxNode, what: string, advice?: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `In the ONNX graph, ${node.words} ${what}.`,
    where: node.id,
    advice: advice ?? "Export the model with other operators, or leave this part out of it.",
  });
}

/** The failure of a node that contradicts the rest of the file. */
export function invalidNode(node: OnnxNode, what: string): FailureError {
  return new FailureError({
    kind: "model-invalid",
    message: `In the ONNX graph, ${node.words} ${what}.`,
    where: node.id,
    advice: "Export the model again; onnx.checker names what is wrong.",
  });
}

/** A whole number attribute. */
export function intOf(node: OnnxNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name);
  return attribute === undefined || attribute.i === null ? otherwise : numberOf(attribute.i);
}

/** Whole numbers; null where the attribute is left out. */
export function intsOf(node: OnnxNode, name: string): readonly number[] | null {
  const attribute = node.attributes.get(name);
  return attribute === undefined ? null : attribute.ints.map(numberOf);
}

export function floatOf(node: OnnxNode, name: string, otherwise: number): number {
  return node.attributes.get(name)?.f ?? otherwise;
}

export function stringOf(node: OnnxNode, name: string, otherwise: string): string {
  const bytes = node.attributes.get(name)?.s;
  return bytes === undefined || bytes === null ? otherwise : new TextDecoder().decode(bytes);
}

export function stringsOf(node: OnnxNode, name: string): readonly string[] | null {
  const attribute = node.attributes.get(name);
  return attribute === undefined ? null : attribute.strings.map((bytes) => new TextDecoder().decode(bytes));
}

export const intAttribute = (i: number): AttributeProto => onnx.AttributeProto.create({ i });
export const floatAttribute = (f: number): AttributeProto => onnx.AttributeProto.create({ f });
