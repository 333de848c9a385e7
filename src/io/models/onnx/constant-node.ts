import { numberOf } from "./model-proto.ts";
import type { OnnxNode } from "./onnx-node.ts";
import { type Constant, readConstant } from "./tensor-data.ts";

/** What a Constant node says, in any of the ways there are; null for none of them. */
export function constantNode(node: OnnxNode): Omit<Constant, "name"> | null {
  const [attribute] = ["value", "value_float", "value_int", "value_floats", "value_ints"].flatMap(
    (key) => node.attributes.get(key) ?? [],
  );
  if (attribute === undefined) return null;
  if (attribute.t !== null) return readConstant(attribute.t, node.outputs[0] ?? "");
  if (attribute.f !== null) return { shape: [], values: Float32Array.of(attribute.f), whole: false };
  if (attribute.i !== null) return { shape: [], values: Float64Array.of(numberOf(attribute.i)), whole: true };
  if (attribute.floats.length > 0)
    return { shape: [attribute.floats.length], values: Float32Array.from(attribute.floats), whole: false };
  return { shape: [attribute.ints.length], values: Float64Array.from(attribute.ints, numberOf), whole: true };
}
