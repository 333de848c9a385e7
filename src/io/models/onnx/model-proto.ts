import protobuf from "protobufjs/minimal.js";
import { FailureError } from "../../../core/failure.ts";
import { type GraphProto, type Int64, type ModelProto, onnx } from "./proto/onnx-messages.js";
import { surveyWire } from "./wire-survey.ts";

/** A whole ONNX file: its model and the graph inside. */
export interface OpenModel {
  readonly proto: ModelProto;
  readonly graph: GraphProto;
}

/** A 64-bit whole number as a number; those beyond 2^53 are rounded. */
export function numberOf(value: Int64 | null): number {
  if (value === null) return 0;
  return typeof value === "number" ? value : value.high * 2 ** 32 + (value.low >>> 0);
}

/**
 * The messages of an ONNX file; unknown fields are kept.
 * @throws FailureError file-damaged, file-too-large
 */
export function openModel(name: string, bytes: Uint8Array): OpenModel {
  surveyWire(name, bytes);
  const damaged = (message: string, details?: string): FailureError =>
    new FailureError({
      kind: "file-damaged",
      message,
      where: name,
      advice: "Fetch or export the file again.",
      ...(details === undefined ? {} : { details }),
    });
  let proto: ModelProto;
  try {
    const reader = protobuf.Reader.create(bytes);
    reader.discardUnknown = false;
    proto = onnx.ModelProto.decode(reader);
  } catch (thrown) {
    throw damaged(`${name} is not a whole ONNX file: its protocol buffer cannot be read.`, String(thrown));
  }
  if (proto.graph === null || proto.graph.node.length === 0)
    throw damaged(`${name} holds no network: its ONNX graph is missing or empty.`);
  return { proto, graph: proto.graph };
}

/** @throws FailureError file-too-large where the file would pass the 2 GB that protocol buffers allow */
export function modelBytes(proto: ModelProto): Uint8Array {
  const size = (proto.graph?.initializer ?? []).reduce((sum, tensor) => sum + (tensor.raw_data?.length ?? 0), 0);
  if (size >= 2 ** 31 - 2 ** 20)
    throw new FailureError({
      kind: "file-too-large",
      message: "The ONNX file would be larger than 2 GB, which its format does not allow in one file.",
      advice: "Take the pruned weights as safetensors.",
    });
  return onnx.ModelProto.encode(proto).finish();
}
