import type { Reader, Writer } from "protobufjs/minimal.js";

/** A 64-bit whole number: protobufjs gives an object of two halves, and takes plain numbers too. */
export type Int64 = number | { readonly low: number; readonly high: number; readonly unsigned: boolean };

interface Codec<Message> {
  create(properties?: Partial<Message>): Message;
  encode(message: Message, writer?: Writer): Writer;
  decode(reader: Reader | Uint8Array, length?: number): Message;
}

/** Fields that this program does not know, kept as they were. */
interface WithUnknowns {
  $unknowns?: Uint8Array[];
}

export interface AttributeProto extends WithUnknowns {
  name: string | null;
  f: number | null;
  i: Int64 | null;
  s: Uint8Array | null;
  t: TensorProto | null;
  g: Uint8Array | null;
  floats: number[];
  ints: Int64[];
  strings: Uint8Array[];
  type: number | null;
}

export interface Dimension extends WithUnknowns {
  dim_value: Int64 | null;
  dim_param: string | null;
}

export interface TypeProto extends WithUnknowns {
  tensor_type: { elem_type: number | null; shape: { dim: Dimension[] } | null } | null;
}

export interface ValueInfoProto extends WithUnknowns {
  name: string | null;
  type: TypeProto | null;
}

export interface NodeProto extends WithUnknowns {
  input: string[];
  output: string[];
  name: string | null;
  op_type: string | null;
  attribute: AttributeProto[];
  domain: string | null;
}

export interface TensorProto extends WithUnknowns {
  dims: Int64[];
  data_type: number | null;
  float_data: number[];
  int32_data: number[];
  int64_data: Int64[];
  name: string | null;
  raw_data: Uint8Array | null;
  double_data: number[];
  uint64_data: Int64[];
  external_data: { key: string | null; value: string | null }[];
  data_location: number | null;
}

export interface GraphProto extends WithUnknowns {
  node: NodeProto[];
  name: string | null;
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
  value_info: ValueInfoProto[];
  sparse_initializer: Uint8Array[];
}

export interface ModelProto extends WithUnknowns {
  ir_version: Int64 | null;
  producer_name: string | null;
  producer_version: string | null;
  graph: GraphProto | null;
  opset_import: { domain: string | null; version: Int64 | null }[];
}

export const onnx: {
  readonly AttributeProto: Codec<AttributeProto>;
  readonly ValueInfoProto: Codec<ValueInfoProto>;
  readonly NodeProto: Codec<NodeProto>;
  readonly TensorProto: Codec<TensorProto>;
  readonly GraphProto: Codec<GraphProto>;
  readonly ModelProto: Codec<ModelProto>;
};
