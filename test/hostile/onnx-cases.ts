import { floats, type HostileCase, joined, loose, utf8 } from "./hostile-case.ts";

/** Protocol buffers by hand: enough to say what is not so. */
function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}
const int = (field: number, value: number | bigint): Uint8Array => joined(varint(field << 3), varint(value));
const bytes = (field: number, value: Uint8Array | string): Uint8Array => {
  const content = typeof value === "string" ? utf8(value) : value;
  return joined(varint((field << 3) | 2), varint(content.length), content);
};

const dims = (shape: readonly (number | bigint)[]) => joined(...shape.map((length) => int(1, length)));
interface TensorOptions {
  readonly raw?: Uint8Array;
  readonly type?: number;
  readonly more?: Uint8Array;
}
const tensor = (
  name: string,
  shape: readonly (number | bigint)[],
  { raw, type = 1, more = new Uint8Array() }: TensorOptions,
) => joined(dims(shape), int(2, type), bytes(8, name), raw ? bytes(9, raw) : [], more);
const node = (op: string, inputs: readonly string[], outputs: readonly string[], ...attributes: Uint8Array[]) =>
  joined(
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(3, `n_${op}`),
    bytes(4, op),
    ...attributes.map((a) => bytes(5, a)),
  );
const info = (name: string, shape: readonly (number | string)[]) =>
  joined(
    bytes(1, name),
    bytes(
      2,
      bytes(
        1,
        joined(
          int(1, 1),
          bytes(2, joined(...shape.map((axis) => bytes(1, typeof axis === "string" ? bytes(2, axis) : int(1, axis))))),
        ),
      ),
    ),
  );

interface GraphOptions {
  readonly nodes?: readonly Uint8Array[];
  readonly tensors?: readonly Uint8Array[];
  readonly inputs?: readonly Uint8Array[];
  readonly outputs?: readonly Uint8Array[];
}
const weight = tensor("w", [3, 2], { raw: floats(1, 2, 3, 4, 5, 6) });
const graph = ({
  nodes = [node("MatMul", ["x", "w"], ["y"])],
  tensors = [weight],
  inputs = [info("x", ["N", 3])],
  outputs = [info("y", ["N", 2])],
}: GraphOptions = {}) =>
  joined(
    ...nodes.map((n) => bytes(1, n)),
    bytes(2, "g"),
    ...tensors.map((t) => bytes(5, t)),
    ...inputs.map((i) => bytes(11, i)),
    ...outputs.map((o) => bytes(12, o)),
  );
const file = (body: Uint8Array, opset = 17) =>
  joined(int(1, 8), bytes(2, "test"), bytes(7, body), bytes(8, int(2, opset)));

const onnx = (name: string, options: GraphOptions): HostileCase => loose(name, "model.onnx", file(graph(options)));
const external = (location: string, offset?: string) =>
  joined(
    bytes(13, joined(bytes(1, "location"), bytes(2, location))),
    offset ? bytes(13, joined(bytes(1, "offset"), bytes(2, offset))) : [],
    int(14, 1),
  );

/** A graph inside an attribute inside a graph ... */
function nested(depth: number): Uint8Array {
  let inner = graph();
  for (let level = 0; level < depth; level++)
    inner = graph({ nodes: [node("If", ["x"], ["y"], joined(bytes(1, "then_branch"), int(20, 5), bytes(6, inner)))] });
  return inner;
}

/** ONNX files that lie. */
export const onnxCases: readonly HostileCase[] = [
  loose("an ONNX file that is cut off", "model.onnx", file(graph()).subarray(0, 70)),
  loose(
    "an ONNX file with a message longer than itself",
    "model.onnx",
    joined(int(1, 8), bytes(2, "test"), varint((7 << 3) | 2), varint(2 ** 31 - 1), graph()),
  ),
  loose("an ONNX file without a graph", "model.onnx", joined(int(1, 8), bytes(2, "test"), bytes(8, int(2, 17)))),
  loose("ONNX graphs nested three hundred deep", "model.onnx", file(nested(300))),
  onnx("an ONNX initialiser with too few bytes", { tensors: [tensor("w", [3, 2], { raw: floats(1, 2, 3) })] }),
  onnx("an ONNX initialiser whose shape overflows", {
    tensors: [tensor("w", [2n ** 40n, 2n ** 40n], { raw: floats(1, 2, 3) })],
  }),
  onnx("an ONNX initialiser with a negative axis", {
    tensors: [tensor("w", [-3n, 2n], { raw: floats(1, 2, 3, 4, 5, 6) })],
  }),
  onnx("an ONNX initialiser of complex numbers", {
    tensors: [tensor("w", [3, 2], { type: 14, raw: floats(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6) })],
  }),
  onnx("a NaN in an ONNX initialiser", { tensors: [tensor("w", [3, 2], { raw: floats(1, Number.NaN, 3, 4, 5, 6) })] }),
  onnx("an ONNX weight outside of the drop", {
    tensors: [tensor("w", [3, 2], { more: external("../../etc/passwd") })],
  }),
  onnx("an ONNX weight at an absolute path", { tensors: [tensor("w", [3, 2], { more: external("/etc/passwd") })] }),
  onnx("an ONNX weight in a file that is not there", {
    tensors: [tensor("w", [3, 2], { more: external("weights.bin") })],
  }),
  {
    name: "an ONNX weight beyond the end of its file",
    files: [
      {
        name: "model.onnx",
        bytes: file(graph({ tensors: [tensor("w", [3, 2], { more: external("weights.bin", "4096") })] })),
      },
      { name: "weights.bin", bytes: floats(1.5, -2.5, 3.5, 4.5, 5.5, 6.5) },
    ],
  },
  onnx("an ONNX op that nobody knows", { nodes: [node("Frobnicate", ["x"], ["y"])] }),
  onnx("an ONNX loop", { nodes: [node("Loop", ["x"], ["y"])] }),
  onnx("an ONNX graph that bites its tail", {
    nodes: [node("Relu", ["b"], ["a"]), node("Relu", ["a"], ["b"]), node("MatMul", ["x", "w"], ["y"])],
    outputs: [info("b", ["N", 2])],
  }),
  onnx("an ONNX node that reads what nobody makes", { nodes: [node("MatMul", ["nowhere", "w"], ["y"])] }),
  onnx("an ONNX graph with two inputs", {
    inputs: [info("x", ["N", 3]), info("z", ["N", 3])],
    nodes: [node("Add", ["x", "z"], ["s"]), node("MatMul", ["s", "w"], ["y"])],
  }),
  onnx("an ONNX matrix that does not fit", { tensors: [tensor("w", [2, 3], { raw: floats(1, 2, 3, 4, 5, 6) })] }),
  onnx("an ONNX output that nobody makes", { outputs: [info("nowhere", ["N", 2])] }),
  onnx("two ONNX nodes that make one tensor", {
    nodes: [node("MatMul", ["x", "w"], ["y"]), node("MatMul", ["x", "w"], ["y"])],
  }),
];
