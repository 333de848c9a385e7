import { isObject, type JsonObject } from "../json-fields.ts";
import type { Constant, ConstantType } from "./constant.ts";
import { encodeStored } from "./encode-stored.ts";
import { edgeOf } from "./graph-nodes.ts";
import type { GraphOrigin } from "./graph-origin.ts";
import type { StoredConstant } from "./stored-constants.ts";

type Writable = Record<string, unknown>;

/** A node of the file's own JSON, to be changed in place. */
export interface WritableNode extends Writable {
  name: string;
  op: string;
  input?: string[];
  attr?: Writable;
}

/** A copy of a graph that is changed step by step; the original stays as it is. */
export interface GraphPatch {
  readonly json: Writable;
  readonly nodes: Map<string, WritableNode>;
  /** Tensors of the manifest by name, in its order. */
  readonly stored: Map<string, StoredConstant>;
  /** Makes a node a constant with these numbers; what it computed or held before is gone. */
  setConstant(name: string, constant: Constant): void;
  /** A new constant under a free name near the wanted one. */
  addConstant(wanted: string, constant: Constant): string;
  /** Lets an input of a node read another tensor. */
  readFrom(node: string, at: number, tensor: string): void;
  remove(name: string): void;
  /** The node list of the file, without what was removed and with what was added. */
  finish(): void;
}

const types: Readonly<Record<ConstantType, readonly [string, number]>> = {
  float32: ["DT_FLOAT", 1],
  int32: ["DT_INT32", 3],
  bool: ["DT_BOOL", 10],
};

/** Axis lengths as protobuf JSON writes 64-bit numbers. */
export function dimJson(shape: readonly number[]): readonly JsonObject[] {
  return shape.map((size) => ({ size: String(size) }));
}

export function graphPatch(origin: GraphOrigin): GraphPatch {
  const json = structuredClone(origin.json) as Writable;
  const topology = json.modelTopology as Writable;
  const list = topology.node as WritableNode[];
  const nodes = new Map(list.map((node) => [node.name, node]));
  const stored = new Map(origin.stored.map((each) => [each.entry.name, each]));
  // files write element types by name or by number; new ones follow suit
  const byNumber = list.some(({ attr }) => isObject(attr?.dtype) && typeof attr.dtype.type === "number");
  const typeOf = (type: ConstantType): string | number => types[type][byNumber ? 1 : 0];

  const describe = (node: WritableNode, constant: Constant): void => {
    const tensor = { dtype: typeOf(constant.type), tensorShape: { dim: dimJson(constant.shape) } };
    const value = isObject(node.attr?.value) && node.op === "Const" ? (node.attr.value as Writable) : null;
    if (node.attr !== undefined && value !== null && isObject(value.tensor)) {
      node.attr.value = { ...value, tensor: { ...value.tensor, ...tensor } };
      node.attr.dtype = { type: typeOf(constant.type) };
      return;
    }
    node.attr = { dtype: { type: typeOf(constant.type) }, value: { tensor } };
  };
  const setConstant = (name: string, constant: Constant): void => {
    const node = nodes.get(name) ?? { name, op: "Const", input: [] };
    describe(node, constant);
    node.op = "Const";
    node.input = [];
    nodes.set(name, node);
    stored.set(name, encodeStored(name, constant, stored.get(name)?.entry ?? null));
  };
  return {
    json,
    nodes,
    stored,
    setConstant,
    addConstant(wanted, constant) {
      let name = wanted;
      for (let n = 1; nodes.has(name) || stored.has(name); n++) name = `${wanted}_${n}`;
      setConstant(name, constant);
      return name;
    },
    readFrom(name, at, tensor) {
      const node = nodes.get(name);
      if (node?.input !== undefined) node.input[at] = tensor;
    },
    remove(name) {
      nodes.delete(name);
      stored.delete(name);
      for (const node of nodes.values()) {
        const left = node.input?.filter((text) => !(text.startsWith("^") && edgeOf(text.slice(1)).node === name));
        if (left !== undefined) node.input = left;
      }
    },
    finish() {
      // constants stand in front, as converters write them, so that added ones do too
      const old = new Set(list.map(({ name }) => name));
      const added = [...nodes.values()].filter(({ name }) => !old.has(name));
      topology.node = [...added, ...list.filter(({ name }) => nodes.has(name))];
    },
  };
}
