import * as ort from "onnxruntime-web";
import type { Model } from "../src/core/model/model.ts";
import { outputShapes } from "../src/core/model/shapes.ts";
import type { OnnxOrigin } from "../src/io/models/onnx/onnx-origin.ts";

ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

/** A tensor as the graph wants it. */
interface Fed {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/**
 * Numbers that stand in our order, examples first, in the order that the graph's axes have.
 * @param axes for each axis of the graph: ours without the batch, -1 for the batch, -2 for one that we lack
 */
export function toGraphOrder(
  values: Float32Array,
  examples: number,
  shape: readonly number[],
  axes: readonly number[],
): Fed {
  const ours = [examples, ...shape];
  const strides = ours.map((_, axis) => size(ours.slice(axis + 1)));
  const dims = axes.map((axis) => (axis === -2 ? 1 : (ours[axis + 1] ?? 1)));
  const steps = axes.map((axis) => (axis === -2 ? 0 : (strides[axis + 1] ?? 0)));
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    let [rest, from] = [i, 0];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      from += (rest % (dims[axis] ?? 1)) * (steps[axis] ?? 0);
      rest = Math.floor(rest / (dims[axis] ?? 1));
    }
    out[i] = values[from] ?? 0;
  }
  return { dims, values: out };
}

/** Runs an ONNX file in ONNX Runtime and gives each of its outputs as it comes. */
export async function runOnnx(bytes: Uint8Array, input: Fed, whole = false): Promise<readonly Fed[]> {
  const session = await ort.InferenceSession.create(bytes, { graphOptimizationLevel: "disabled", logSeverityLevel: 3 });
  try {
    const fed = whole
      ? new ort.Tensor(
          "int64",
          BigInt64Array.from(input.values, (value) => BigInt(value)),
          [...input.dims],
        )
      : new ort.Tensor("float32", input.values, [...input.dims]);
    const results = await session.run({ [session.inputNames[0] ?? ""]: fed });
    return session.outputNames.map((name) => {
      const tensor = results[name];
      return { dims: [...(tensor?.dims ?? [])], values: Float32Array.from(tensor?.data as Float32Array) };
    });
  } finally {
    await session.release();
  }
}

/** Largest difference between the file's first output and numbers that our model gave for the same input. */
export async function differenceFrom(
  bytes: Uint8Array,
  origin: OnnxOrigin,
  model: Model,
  inputs: Float32Array,
  outputs: Float32Array,
  examples: number,
  whole = false,
): Promise<number> {
  const shapes = outputShapes(model);
  const inputShape = model.layers.find(({ kind }) => kind === "input")?.id ?? "";
  const fed = toGraphOrder(inputs, examples, shapes.get(inputShape) ?? [], origin.input.axes);
  const [given] = await runOnnx(bytes, fed, whole);
  const axes = origin.output.axes;
  const wanted = toGraphOrder(outputs, examples, shapes.get(model.output) ?? [], axes);
  if (given === undefined || given.values.length !== wanted.values.length)
    throw new Error(`${given?.dims.join(" × ")} came out; ${wanted.dims.join(" × ")} was expected`);
  return given.values.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted.values[i] ?? Number.NaN))), 0);
}
