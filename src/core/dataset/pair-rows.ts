import { FailureError } from "../failure.ts";
import type { Shape } from "../model/model.ts";
import type { Dataset, Pairing } from "./dataset.ts";
import { bilinearResize } from "./resize-bilinear.ts";

/**
 * Rows of the dataset as inputs of the model, rows.length x input size, row-major: resized (see `bilinearResize`)
 * first, where the pairing says so, then x * scale + offset. Training and pruning both read examples through here, so
 * that a network sees the same numbers in both.
 * @throws FailureError pairing-impossible where the pairing does not lead from the dataset's shape to the input's
 */
export function pairRows(
  dataset: Pick<Dataset, "name" | "shape" | "inputs">,
  { resize, scale, offset }: Pairing,
  inputShape: Shape,
  rows: Int32Array,
): Float32Array {
  const size = (shape: Shape) => shape.reduce((product, length) => product * length, 1);
  const [from, to] = [size(dataset.shape), size(inputShape)];
  const channels = resize ? from / size(resize.from) : 1;
  if (resize ? !Number.isInteger(channels) || size(resize.to) * channels !== to : from !== to)
    throw new FailureError({
      kind: "pairing-impossible",
      message: `The chosen pairing does not lead from examples of the shape ${dataset.shape.join(" x ")} to the network's ${inputShape.join(" x ")}.`,
      where: dataset.name,
      advice: "Let Quorum propose the pairing again.",
    });
  const paired = new Float32Array(rows.length * to);
  if (resize) {
    const toInput = bilinearResize(resize.from, resize.to, channels);
    rows.forEach((row, i) => {
      toInput(dataset.inputs, row * from, paired, i * to);
    });
  } else
    rows.forEach((row, i) => {
      paired.set(dataset.inputs.subarray(row * from, (row + 1) * from), i * to);
    });
  for (let i = 0; i < paired.length; i++) paired[i] = paired[i] * scale + offset;
  return paired;
}
