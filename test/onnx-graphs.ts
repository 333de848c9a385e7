import { seededRandom } from "../src/core/random/random-source.ts";
import { modelBytes } from "../src/io/models/onnx/model-proto.ts";
import {
  float32,
  int,
  int64,
  ints,
  modelProto,
  nodeProto,
  tensorProto,
  valueInfo,
} from "../src/io/models/onnx/onnx-builder.ts";
import type { NodeProto, TensorProto } from "../src/io/models/onnx/proto/onnx-messages.js";

const random = seededRandom(7, "onnx graphs");

/** Random weights around a centre. */
export function randomWeights(name: string, shape: readonly number[], spread = 0.5, centre = 0): TensorProto {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensorProto(
    name,
    shape,
    Float32Array.from({ length: size }, () => centre + spread * (2 * random.uniform() - 1)),
  );
}

export const wholeNumbers = (name: string, values: readonly number[], shape = [values.length]): TensorProto =>
  tensorProto(name, shape, values, int64);
export const scalar = (name: string, value: number): TensorProto => tensorProto(name, [], [value]);

export interface OnnxGraph {
  readonly nodes: readonly NodeProto[];
  readonly constants?: readonly TensorProto[];
  readonly input: readonly (number | string)[];
  readonly opset?: number;
  readonly output?: readonly (number | string)[];
  readonly inputType?: number;
}

/** A graph that reads "x" and gives "y". */
export function onnxBytes({
  nodes,
  constants = [],
  input,
  opset = 17,
  output = ["N", "F"],
  inputType = float32,
}: OnnxGraph): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    modelBytes(
      modelProto(
        {
          name: "graph",
          nodes,
          initializers: constants,
          inputs: [valueInfo("x", input, inputType)],
          outputs: [valueInfo("y", output)],
        },
        opset,
      ),
    ),
  );
}

/** What stands between a convolution that makes "a" and a head that reads "b". */
export interface Middle {
  readonly nodes: readonly NodeProto[];
  readonly constants?: readonly TensorProto[];
  readonly opset?: number;
  /** Of "b"; 6 where they stay. */
  readonly channels?: number;
}

/** Convolution of [N, 3, 8, 8] to 6 channels "a" [N, 6, 8, 8], the middle, global average, dense to 4. */
export function betweenConvAndHead({
  nodes,
  constants = [],
  opset = 17,
  channels = 6,
}: Middle): Uint8Array<ArrayBuffer> {
  return onnxBytes({
    opset,
    input: ["N", 3, 8, 8],
    nodes: [
      nodeProto("Conv", ["x", "w1", "b1"], ["a"], { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) }, "first"),
      ...nodes,
      nodeProto("GlobalAveragePool", ["b"], ["pooled"], {}, "pool"),
      nodeProto("Flatten", ["pooled"], ["flat"], {}, "flatten"),
      nodeProto("Gemm", ["flat", "w2", "b2"], ["y"], { transB: int(1) }, "head"),
    ],
    constants: [
      randomWeights("w1", [6, 3, 3, 3]),
      randomWeights("b1", [6], 0.3),
      ...constants,
      randomWeights("w2", [4, channels]),
      randomWeights("b2", [4], 0.3),
    ],
  });
}
