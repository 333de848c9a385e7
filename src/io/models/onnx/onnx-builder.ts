import { dataTypes, rawBytes } from "./data-types.ts";
import {
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  onnx,
  type TensorProto,
  type ValueInfoProto,
} from "./proto/onnx-messages.js";

/** ONNX's numbers for the data types that are written. */
export const float32 = 1;
export const int64 = 7;

type Unnamed = Partial<AttributeProto>;

export const int = (i: number): Unnamed => ({ i, type: 2 });
export const float = (f: number): Unnamed => ({ f, type: 1 });
export const ints = (values: readonly number[]): Unnamed => ({ ints: [...values], type: 7 });
export const floats = (values: readonly number[]): Unnamed => ({ floats: [...values], type: 6 });
export const text = (value: string): Unnamed => ({ s: new TextEncoder().encode(value), type: 3 });
export const tensor = (t: TensorProto): Unnamed => ({ t, type: 4 });

/** A tensor with its numbers as raw data. */
export function tensorProto(
  name: string,
  shape: readonly number[],
  values: ArrayLike<number>,
  type = float32,
): TensorProto {
  const stored = dataTypes.get(type);
  if (stored === undefined) throw new RangeError(`data type ${type} cannot be written`);
  return onnx.TensorProto.create({
    name,
    dims: [...shape],
    data_type: type,
    raw_data: rawBytes(stored, values),
  });
}

export function nodeProto(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Unnamed>> = {},
  name = "",
): NodeProto {
  return onnx.NodeProto.create({
    op_type: op,
    input: [...inputs],
    output: [...outputs],
    ...(name === "" ? {} : { name }),
    attribute: Object.entries(attributes).map(([key, value]) => onnx.AttributeProto.create({ ...value, name: key })),
  });
}

/** @param dims a text for an axis of open length */
export function valueInfo(name: string, dims: readonly (number | string)[], type = float32): ValueInfoProto {
  const dim = dims.map((length) =>
    typeof length === "number" ? { dim_value: length, dim_param: null } : { dim_value: null, dim_param: length },
  );
  return onnx.ValueInfoProto.create({ name, type: { tensor_type: { elem_type: type, shape: { dim } } } });
}

export interface GraphParts {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
}

/** @param opset of ONNX's own operators; IR version 8 goes with 15 and newer */
export function modelProto(parts: GraphParts, opset: number): ModelProto {
  const graph: GraphProto = onnx.GraphProto.create({
    name: parts.name,
    node: [...parts.nodes],
    initializer: [...parts.initializers],
    input: [...parts.inputs],
    output: [...parts.outputs],
  });
  return onnx.ModelProto.create({
    ir_version: opset >= 15 ? 8 : 7,
    producer_name: "Quorum",
    opset_import: [{ domain: "", version: opset }],
    graph,
  });
}
