import * as ort from "onnxruntime-web";
import type { IndependentRun } from "./independent.ts";

/** Channels last to channels first, where there are places. */
function channelsFirst({ inputs, inputShape, examples }: IndependentRun): Float32Array {
  if (inputShape.length < 2) return inputs;
  const channels = inputShape.at(-1) ?? 1;
  const places = inputs.length / (examples * channels);
  const moved = new Float32Array(inputs.length);
  for (let example = 0; example < examples; example++)
    for (let place = 0; place < places; place++)
      for (let channel = 0; channel < channels; channel++)
        moved[(example * channels + channel) * places + place] =
          inputs[(example * places + place) * channels + channel] ?? Number.NaN;
  return moved;
}

/** ONNX Runtime on an exported file, in batches of the size that the file fixes, if it does. */
export async function onnxOutputs(run: IndependentRun): Promise<Float32Array> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(run.bytes);
  const name = session.inputNames[0] ?? "";
  const declared = session.inputMetadata[0];
  const shape = declared?.isTensor ? declared.shape : [];
  const fixed = typeof shape[0] === "number" && shape[0] > 0 ? shape[0] : run.examples;
  // a file of image networks reads channels first; tables have no places
  const last = run.inputShape.at(-1);
  const asIs = shape.length === run.inputShape.length + 1 && shape.at(-1) === last && shape[1] !== last;
  const inputs = asIs ? run.inputs : channelsFirst(run);
  const axes = asIs ? run.inputShape : [last ?? 1, ...run.inputShape.slice(0, -1)];
  const size = inputs.length / run.examples;
  const parts: number[] = [];
  for (let from = 0; from < run.examples; from += fixed) {
    // the last batch is filled up where the file fixes its size
    const batch = new Float32Array(fixed * size);
    batch.set(inputs.subarray(from * size, Math.min(run.examples, from + fixed) * size));
    const given = { [name]: new ort.Tensor("float32", batch, [fixed, ...axes]) };
    const result = await session.run(given);
    const values = result[session.outputNames[0] ?? ""]?.data as Float32Array;
    const width = values.length / fixed;
    parts.push(...values.subarray(0, Math.min(fixed, run.examples - from) * width));
  }
  return Float32Array.from(parts);
}
