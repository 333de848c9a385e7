import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { onnxBytes, randomWeights, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { FailureError, type FailureKind } from "../../../core/failure.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { claimOnnx } from "./claim-onnx.ts";
import { modelBytes, openModel } from "./model-proto.ts";
import { float, floats, int, ints, modelProto, nodeProto, tensor, tensorProto, valueInfo } from "./onnx-builder.ts";
import { decodeOnnx } from "./onnx-decode.ts";
import { encodeOnnx } from "./onnx-encode.ts";
import type { TensorProto } from "./proto/onnx-messages.js";

const lenet = "models/onnx-lenet5/lenet.onnx";
const none = new Map<string, Uint8Array>();

/** [N, 4] times a matrix, as given. */
const dense = (weight: TensorProto) =>
  onnxBytes({ input: ["N", 4], nodes: [nodeProto("MatMul", ["x", "w"], ["y"], {}, "dense")], constants: [weight] });
const kernelOf = (bytes: Uint8Array, external = none) => {
  const { model } = decodeOnnx("m.onnx", bytes, external, null);
  const layer = model.layers.at(-1);
  return layer?.kind === "dense" ? [...layer.weights.kernel.values] : [];
};
const eight = [1, -2, 0.5, 4, -0.25, 8, 3, 0];

describe("stored numbers", () => {
  it.each([1, 10, 11, 16])("reads ONNX data type %i and writes it back in that type", async (type) => {
    const bytes = dense(tensorProto("w", [4, 2], eight, type));
    expect(kernelOf(bytes)).toEqual(eight);
    const { model, origin } = decodeOnnx("m.onnx", bytes, none, null);
    const layers = model.layers.map((layer) =>
      layer.kind === "dense"
        ? { ...layer, weights: { kernel: { shape: [4, 2], values: Float32Array.from(eight, (value) => 2 * value) } } }
        : layer,
    );
    const [file] = await encodeOnnx({ ...model, layers }, origin);
    expect(kernelOf(file?.bytes ?? bytes)).toEqual(eight.map((value) => 2 * value));
    expect(openModel("m", file?.bytes ?? bytes).graph.initializer[0]?.data_type).toBe(type);
  });

  it("reads typed fields, halves as bits among them", () => {
    const typed = { ...tensorProto("w", [4, 2], []), raw_data: null };
    expect(kernelOf(dense({ ...typed, float_data: eight }))).toEqual(eight);
    expect(kernelOf(dense({ ...typed, data_type: 11, double_data: eight }))).toEqual(eight);
    expect(kernelOf(dense({ ...typed, data_type: 10, int32_data: new Array(8).fill(0x3c00) }))).toEqual(
      new Array(8).fill(1),
    );
  });

  it("keeps what it does not know, byte for byte", async () => {
    const unknown = Uint8Array.of(0x9a, 0x3f, 3, 1, 2, 3);
    const bytes = new Uint8Array([...dense(tensorProto("w", [4, 2], eight)), ...unknown]);
    const { model, origin } = decodeOnnx("m.onnx", bytes, none, null);
    const [file] = await encodeOnnx(model, origin);
    expect([...(file?.bytes ?? [])].slice(-6)).toEqual([...unknown]);
  });

  it("makes no code at run time", () => {
    const saved = globalThis.Function;
    try {
      globalThis.Function = (() => {
        throw new Error("code was made at run time");
      }) as unknown as FunctionConstructor;
      expect(kernelOf(dense(tensorProto("w", [4, 2], eight)))).toEqual(eight);
    } finally {
      globalThis.Function = saved;
    }
  });
});

describe("external data", () => {
  const entry = (key: string, value: string) => ({ key, value });
  const outside = (path: string, offset = "8", length = "32") =>
    dense({
      ...tensorProto("w", [4, 2], []),
      raw_data: null,
      data_location: 1,
      external_data: [entry("location", path), entry("offset", offset), entry("length", length)],
    });
  const data = new Uint8Array([...new Uint8Array(8), ...new Uint8Array(Float32Array.from(eight).buffer)]);

  it("comes from the file that was dropped beside the model and moves into the exported one", async () => {
    const { files } = await unpack([sourceOfBytes("m.onnx", outside("w.bin")), sourceOfBytes("w.bin", data)]);
    const { claims, taken, failures } = await claimOnnx(files);
    expect(failures).toEqual([]);
    expect(taken.size).toBe(2);
    expect(claims[0]).toMatchObject({ format: "onnx", missing: [], order: 1.5 });
    const decoded = await claims[0]?.read(null);
    expect(decoded?.model.layers.at(-1)).toMatchObject({ weights: { kernel: { values: Float32Array.from(eight) } } });
    const again = decodeOnnx("m.onnx", outside("w.bin"), new Map([["w.bin", data]]), null);
    const [file] = await encodeOnnx(again.model, again.origin);
    expect(kernelOf(file?.bytes ?? data)).toEqual(eight);
  });

  it("is waited for while its file is missing", async () => {
    const { files } = await unpack([sourceOfBytes("m.onnx", outside("w.bin"))]);
    const { claims } = await claimOnnx(files);
    expect(claims[0]?.missing).toEqual(["w.bin, named by m.onnx"]);
  });

  it.each(["../w.bin", "/etc/passwd", "a/../../w.bin", "C:\\w.bin", "..", "a//b", "file:///w.bin"])(
    "is never looked for at %s",
    async (path) => {
      const failure = await caughtFailure(() => decodeOnnx("m.onnx", outside(path), new Map([[path, data]]), null));
      expect(failure.kind).toBe("file-unsupported");
    },
  );

  it("is refused where its file is too short", async () => {
    const cut = new Map([["w.bin", data.subarray(0, 20)]]);
    expect((await caughtFailure(() => decodeOnnx("m.onnx", outside("w.bin"), cut, null))).kind).toBe("file-damaged");
    const far = outside("w.bin", "9999999999", "32");
    expect((await caughtFailure(() => decodeOnnx("m.onnx", far, new Map([["w.bin", data]]), null))).kind).toBe(
      "file-damaged",
    );
  });
});

describe("what is refused", () => {
  const weight = randomWeights("w", [4, 2]);
  const twoInputs = new Uint8Array(
    modelBytes(
      modelProto(
        {
          name: "two",
          nodes: [nodeProto("Add", ["left", "right"], ["y"])],
          initializers: [],
          inputs: [valueInfo("left", ["N", 4]), valueInfo("right", ["N", 4])],
          outputs: [valueInfo("y", ["N", 4])],
        },
        17,
      ),
    ),
  );
  const single = (op: string, inputs: readonly string[] = ["x"], attributes = {}, constants: TensorProto[] = []) =>
    onnxBytes({ input: ["N", 3, 8, 8], nodes: [nodeProto(op, inputs, ["y"], attributes, "the node")], constants });

  it.each<readonly [string, FailureKind, RegExp, Uint8Array]>([
    ["two inputs, by name", "model-unsupported", /2 inputs \(left, right\)/, twoInputs],
    ["an unknown operator", "model-unsupported", /"the node" \(LRN\)/, single("LRN", ["x"], { size: int(3) })],
    ["an operator of someone else", "model-unsupported", /not one of ONNX's own/, customDomain()],
    ["a quantised operator", "model-unsupported", /quantised/, single("QLinearConv")],
    [
      "a graph under a condition",
      "model-unsupported",
      /"the node" \(If\) holds a graph of its own/,
      single("If", ["x"], { then_branch: { g: new Uint8Array(3) } }),
    ],
    [
      "training mode",
      "model-unsupported",
      /training mode/,
      single("BatchNormalization", ["x", "a", "a", "a", "a"], { training_mode: int(1) }, [randomWeights("a", [3])]),
    ],
    [
      "a kernel that does not fit",
      "model-invalid",
      /do not fit its 3 channels/,
      single("Conv", ["x", "k"], {}, [randomWeights("k", [4, 5, 3, 3])]),
    ],
    ["a tensor that nobody makes", "model-invalid", /reads "nowhere"/, single("Relu", ["nowhere"])],
    [
      "weights that are not numbers",
      "model-invalid",
      /"w" holds NaN at element 2/,
      dense(tensorProto("w", [4, 2], [1, 2, Number.NaN, 4, 5, 6, 7, 8])),
    ],
    [
      "too few bytes",
      "file-damaged",
      /has 12 bytes; its shape and type ask for 32/,
      dense({ ...weight, raw_data: new Uint8Array(12) }),
    ],
    [
      "a shape that overflows",
      "file-damaged",
      /none is like that/,
      dense({ ...weight, dims: [2 ** 31, 2 ** 31, 2 ** 31] }),
    ],
    [
      "a small file that fills a large constant",
      "model-unsupported",
      /more constant numbers than the file/,
      onnxBytes({
        input: ["N", 4],
        nodes: [nodeProto("ConstantOfShape", ["big"], ["c"]), nodeProto("Mul", ["x", "c"], ["y"])],
        constants: [wholeNumbers("big", [100_000, 100_000])],
      }),
    ],
    [
      "an activation of terabytes",
      "model-unsupported",
      /more than a browser tab can hold/,
      single("Pad", ["x", "p"], {}, [wholeNumbers("p", [0, 0, 60_000, 60_000, 0, 0, 0, 0])]),
    ],
    [
      "an open axis",
      "file-incomplete",
      /examples settle it/,
      onnxBytes({ input: ["N", "L"], nodes: [nodeProto("Relu", ["x"], ["y"])] }),
    ],
    [
      "an opset of long ago",
      "model-unsupported",
      /opset 3/,
      onnxBytes({ opset: 3, input: ["N", 4], nodes: [nodeProto("Relu", ["x"], ["y"])] }),
    ],
    ["an empty file", "file-damaged", /graph is missing or empty/, new Uint8Array()],
  ])("%s", async (_name, kind, message, bytes) => {
    const failure = await caughtFailure(() => decodeOnnx("m.onnx", bytes, none, null));
    expect(failure.message).toMatch(message);
    expect(failure.kind).toBe(kind);
  });

  function customDomain(): Uint8Array {
    const node = { ...nodeProto("FusedConv", ["x"], ["y"], {}, "the node"), domain: "com.microsoft" };
    return onnxBytes({ input: ["N", 4], nodes: [node] });
  }
});

describe("a graph's own ways", () => {
  it("takes an open axis from an example of the data", () => {
    const bytes = onnxBytes({ input: ["N", "L"], nodes: [nodeProto("Relu", ["x"], ["y"])] });
    expect(decodeOnnx("m.onnx", bytes, none, [7]).model.layers[0]).toMatchObject({ shape: [7] });
  });

  it("names every output and takes the first", () => {
    const proto = modelProto(
      {
        name: "heads",
        nodes: [nodeProto("Relu", ["x"], ["one"]), nodeProto("Tanh", ["x"], ["two"])],
        initializers: [],
        inputs: [valueInfo("x", [2, 4])],
        outputs: [valueInfo("two", [2, 4]), valueInfo("one", [2, 4])],
      },
      17,
    );
    const { model, outputs } = decodeOnnx("m.onnx", modelBytes(proto), none, null);
    expect(outputs).toEqual(["two", "one"]);
    expect(model.output).toBe("two");
  });

  it("reads constants in all the forms of a Constant node", () => {
    const forms = [
      { value: tensor(tensorProto("", [], [3])) },
      { value_float: float(3) },
      { value_floats: floats([3]) },
    ];
    for (const form of forms) {
      const nodes = [nodeProto("Constant", [], ["c"], form), nodeProto("Mul", ["x", "c"], ["y"])];
      const { model } = decodeOnnx("m.onnx", onnxBytes({ input: [1, 4], nodes }), none, null);
      expect(model.layers.at(-1)).toMatchObject({ kind: "rescaling", scale: 3 });
    }
  });

  it("writes a weight that two nodes share apart where pruning makes it two", async () => {
    const bytes = onnxBytes({
      input: ["N", 4],
      nodes: [
        nodeProto("Gemm", ["x", "w"], ["a"], {}, "one"),
        nodeProto("Relu", ["a"], ["b"]),
        nodeProto("Gemm", ["b", "w"], ["y"], {}, "two"),
      ],
      constants: [randomWeights("w", [4, 4])],
    });
    const { agreementOn } = await import("../../../../test/onnx-agreement.ts");
    const { units, pruned } = await agreementOn(bytes);
    expect(units).toEqual([4, 2]);
    expect(pruned).toBeLessThan(1e-5);
  });
});

/** One byte changed, a part cut out, or a part repeated. */
function damaged(bytes: Uint8Array, random: ReturnType<typeof seededRandom>): Uint8Array<ArrayBuffer> {
  const at = random.integer(random.uniform() < 0.5 ? bytes.length : 2000);
  const length = 1 + random.integer(random.uniform() < 0.5 ? 8 : 5000);
  const way = random.integer(4);
  if (way === 0) return new Uint8Array(bytes.subarray(0, at));
  if (way === 1) return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
  if (way === 2) return new Uint8Array([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
  const copy = new Uint8Array(bytes);
  for (let i = 0; i < 1 + random.integer(4); i++) {
    const place = random.integer(random.uniform() < 0.5 ? bytes.length : 2000);
    copy[place] = random.integer(256);
  }
  return copy;
}

it.skipIf(!hasShared(lenet))("gives a typed failure or a sound model for every damaged file", () => {
  const bytes = sharedFile(lenet).subarray();
  const small = onnxBytes({
    input: ["N", 3, 8, 8],
    nodes: [
      nodeProto("Conv", ["x", "w"], ["c"], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }),
      nodeProto("Pad", ["c", "p"], ["d"]),
      nodeProto("Reshape", ["d", "s"], ["e"]),
      nodeProto("Gemm", ["e", "v"], ["y"], { transB: int(1) }),
    ],
    constants: [
      randomWeights("w", [2, 3, 3, 3]),
      wholeNumbers("p", [0, 1, 0, 0, 0, 0, 1, 0]),
      wholeNumbers("s", [-1, 60]),
      randomWeights("v", [2, 60]),
    ],
  });
  const random = seededRandom(11, "fuzz");
  let [whole, failed] = [0, 0];
  for (let i = 0; i < 600; i++)
    try {
      decodeOnnx("fuzzed.onnx", damaged(i % 4 === 0 ? bytes : small, random), none, null);
      whole++;
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(FailureError);
      failed++;
    }
  expect(whole).toBeGreaterThan(50);
  expect(failed).toBeGreaterThan(200);
});
