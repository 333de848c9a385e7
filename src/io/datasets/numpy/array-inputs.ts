import type { Dataset } from "../../../core/dataset/dataset.ts";
import { FailureError } from "../../../core/failure.ts";
import { valueRange } from "../value-range.ts";
import type { NpyArray } from "./npy.ts";

export interface ArrayInputs extends Pick<Dataset, "shape" | "inputs" | "range" | "count"> {
  readonly note?: string;
}

const isColours = (length: number | undefined): boolean => length === 1 || length === 3 || length === 4;

/** [colours, height, width] as PyTorch keeps images: few planes of at least 8 x 8, and no axis of colours at the end. */
const isChannelsFirst = (shape: readonly number[]): boolean =>
  shape.length === 3 && isColours(shape[0]) && !isColours(shape[2]) && (shape[1] ?? 0) >= 8 && (shape[2] ?? 0) >= 8;

function channelsLast(
  values: Uint8Array | Float32Array,
  count: number,
  shape: readonly number[],
): Uint8Array | Float32Array {
  const [channels = 1, height = 1, width = 1] = shape;
  const plane = height * width;
  const moved = values instanceof Uint8Array ? new Uint8Array(values.length) : new Float32Array(values.length);
  for (let row = 0; row < count; row++) {
    const start = row * plane * channels;
    for (let channel = 0; channel < channels; channel++)
      for (let place = 0; place < plane; place++)
        moved[start + place * channels + channel] = values[start + channel * plane + place] ?? 0;
  }
  return moved;
}

/**
 * An array's first axis as examples; images with their colours in front are turned to colours last.
 * @throws FailureError dataset-invalid where there is no example or a value is none
 */
export function inputsOfArray({ name, shape: axes, values }: NpyArray): ArrayInputs {
  const [count = 0, ...rest] = axes;
  const shape = rest.length === 0 ? [1] : rest;
  if (values.length === 0)
    throw new FailureError({ kind: "dataset-invalid", message: `${name} holds no examples.`, where: name });
  const broken = values instanceof Float32Array ? values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (broken >= 0) {
    const row = Math.floor(broken / (values.length / count));
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${name} holds ${values[broken]} as a value of example ${row}.`,
      where: `${name}, example ${row}, value ${broken}`,
      advice: "Fill or remove such values before saving the array.",
    });
  }
  const range = valueRange(values);
  if (!isChannelsFirst(shape)) return { count, shape, inputs: values, range };
  const [channels = 1, height = 1, width = 1] = shape;
  return {
    count,
    shape: [height, width, channels],
    inputs: channels === 1 ? values : channelsLast(values, count, shape),
    range,
    note: `${name} has its ${channels === 1 ? "channel" : "colours"} first, ${shape.join(" × ")}, and was turned to ${height} × ${width} × ${channels}`,
  };
}
