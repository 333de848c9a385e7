import { dataTypes, rawBytes } from "./data-types.ts";
import { numberOf } from "./model-proto.ts";
import { int64, tensorProto, valueInfo } from "./onnx-builder.ts";
import type { GraphProto, ModelProto, TensorProto } from "./proto/onnx-messages.js";
import { readConstant } from "./tensor-data.ts";

/** What one input of a node should hold from now on. */
export interface WantedConstant {
  readonly node: number;
  readonly input: number;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  /** Whole numbers rather than weights. */
  readonly whole: boolean;
}

const sameList = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
const same = (a: Pick<WantedConstant, "shape" | "values">, b: Pick<WantedConstant, "shape" | "values">): boolean =>
  sameList(a.shape, b.shape) && sameList(a.values, b.values);

/** Tensors by the name under which nodes read them: initializers, and what Constant nodes hold. */
function storedByName(graph: GraphProto): ReadonlyMap<string, TensorProto> {
  const stored = new Map<string, TensorProto>();
  for (const node of graph.node) {
    const held = node.op_type === "Constant" ? node.attribute.find(({ name }) => name === "value")?.t : null;
    if (held !== null && held !== undefined) stored.set(node.output[0] ?? "", held);
  }
  for (const tensor of graph.initializer) stored.set(tensor.name ?? "", tensor);
  return stored;
}

function overwrite(tensor: TensorProto, { shape, values }: WantedConstant): void {
  const type = dataTypes.get(tensor.data_type ?? 0);
  if (type === undefined) return;
  tensor.dims = [...shape];
  tensor.float_data = [];
  tensor.int32_data = [];
  tensor.int64_data = [];
  tensor.double_data = [];
  tensor.uint64_data = [];
  tensor.raw_data = rawBytes(type, values);
}

/** The type of the graph's numbers, by what it reads. */
function floatType(graph: GraphProto): number {
  const types = graph.input.map((input) => input.type?.tensor_type?.elem_type ?? 0);
  return types.find((type) => dataTypes.get(type)?.whole === false) ?? 1;
}

function freshName(graph: GraphProto, wanted: string): string {
  const taken = new Set([
    ...graph.initializer.map(({ name }) => name ?? ""),
    ...graph.input.map(({ name }) => name ?? ""),
    ...graph.node.flatMap((node) => [...node.input, ...node.output]),
  ]);
  let name = `${wanted}_pruned`;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_pruned_${n}`;
  return name;
}

/** A new initializer that the node's input reads from now on; IR versions below 4 list it among the inputs, too. */
export function addConstant(proto: ModelProto, graph: GraphProto, wanted: string, constant: WantedConstant): string {
  const name = freshName(graph, wanted);
  const type = constant.whole ? int64 : floatType(graph);
  graph.initializer.push(tensorProto(name, constant.shape, constant.values, type));
  if (numberOf(proto.ir_version) < 4) graph.input.push(valueInfo(name, constant.shape, type));
  return name;
}

/**
 * Writes constants where they are stored if everything that reads them wants the same, and as new initializers where
 * not. What would not change stays as it is, byte for byte.
 */
export function rewriteConstants(proto: ModelProto, graph: GraphProto, wanted: readonly WantedConstant[]): void {
  const stored = storedByName(graph);
  const readers = new Map<string, number>();
  for (const name of graph.node.flatMap(({ input }) => input)) readers.set(name, (readers.get(name) ?? 0) + 1);
  for (const { name } of graph.output) readers.set(name ?? "", (readers.get(name ?? "") ?? 0) + 1);
  const byName = new Map<string, WantedConstant[]>();
  for (const want of wanted) {
    const name = graph.node[want.node]?.input[want.input] ?? "";
    byName.set(name, [...(byName.get(name) ?? []), want]);
  }
  for (const [name, wants] of byName) {
    const tensor = stored.get(name);
    const [first] = wants;
    if (first === undefined) continue;
    const before = tensor === undefined ? null : readConstant(tensor, name);
    if (before !== null && wants.every((want) => same(want, before))) continue;
    if (tensor !== undefined && wants.length === readers.get(name) && wants.every((want) => same(want, first))) {
      overwrite(tensor, first);
      const listed = graph.input.findIndex((input) => input.name === name);
      if (listed >= 0) graph.input[listed] = valueInfo(name, first.shape, tensor.data_type ?? 1);
      continue;
    }
    for (const want of wants) {
      const node = graph.node[want.node];
      if (node === undefined || (before !== null && same(want, before))) continue;
      node.input[want.input] = addConstant(proto, graph, name, want);
    }
  }
}
