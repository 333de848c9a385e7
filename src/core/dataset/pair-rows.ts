import { FailureError } from "../failure.ts";
import type { Shape } from "../model/model.ts";
import { shapeWords } from "../model/model-invalid.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import type { Dataset } from "./dataset.ts";
import { fitTokens } from "./fit-tokens.ts";
import { imagePath } from "./image-path.ts";
import type { Pairing } from "./pairing.ts";
import { applyValues } from "./values.ts";

/** What is needed of a dataset to pair its rows. */
export type Rows = Pick<Dataset, "name" | "shape" | "inputs">;

/** Writes one row into the target at a place. */
type RowPath = (row: number, target: Float32Array, start: number) => void;

function misfit(dataset: Rows, inputShape: Shape): never {
  throw new FailureError({
    kind: "pairing-impossible",
    message: `The chosen pairing does not lead from examples of the shape ${shapeWords(dataset.shape)} to the network's ${shapeWords(inputShape)}.`,
    where: dataset.name,
    advice: "Let Quorum propose the pairing again.",
  });
}

function rowPath(dataset: Rows, pairing: Pairing, inputShape: Shape): RowPath {
  const { inputs } = dataset;
  const [from, to] = [sizeOf(dataset.shape), sizeOf(inputShape)];
  if (pairing.text) {
    const { text } = pairing;
    return (row, target, start) =>
      fitTokens(inputs.subarray(row * from, (row + 1) * from), text, target.subarray(start, start + to));
  }
  if (pairing.image) {
    const path = imagePath(pairing, from);
    if (!path || path.size !== to) return misfit(dataset, inputShape);
    const finish = applyValues(pairing.values, path.shape);
    if (!finish) return misfit(dataset, inputShape);
    return (row, target, start) => {
      const image = path.read(inputs, row * from);
      if (pairing.invertedFrom !== null)
        for (let i = 0; i < image.length; i++) image[i] = pairing.invertedFrom - image[i];
      finish(image);
      path.write(image, target, start);
    };
  }
  const finish = applyValues(pairing.values, [1, to, 1]);
  if (from !== to || !finish) return misfit(dataset, inputShape);
  return (row, target, start) => {
    const place = target.subarray(start, start + to);
    place.set(inputs.subarray(row * from, (row + 1) * from));
    if (pairing.invertedFrom !== null) for (let i = 0; i < to; i++) place[i] = pairing.invertedFrom - place[i];
    finish(place);
  };
}

/**
 * Rows of the dataset as inputs of the model, rows.length x input size, row-major, by the steps of the pairing (see
 * `Pairing`). Training and pruning both read examples through here, so that a network sees the same numbers in both.
 * @throws FailureError pairing-impossible where the pairing does not lead from the dataset's shape to the input's
 */
export function pairRows(dataset: Rows, pairing: Pairing, inputShape: Shape, rows: Int32Array): Float32Array {
  const to = sizeOf(inputShape);
  const path = rowPath(dataset, pairing, inputShape);
  const paired = new Float32Array(rows.length * to);
  rows.forEach((row, i) => {
    path(row, paired, i * to);
  });
  return paired;
}
