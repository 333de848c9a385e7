import type { Shape } from "../model/model.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { pairRows, type Rows } from "./pair-rows.ts";
import { type AffineValues, asTheyAre, type MeasuredBy, type Pairing } from "./pairing.ts";

/** Rows that numbers are measured on at most. */
const mostRows = 2000;

interface Moments {
  readonly mean: readonly number[];
  /** Of the population, as scikit-learn and torchvision have it. */
  readonly deviation: readonly number[];
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/**
 * Mean, deviation, least and most of the inputs that a pairing makes of the first 2,000 rows, before its values are
 * changed: for all together, each channel or each feature. Channels are the last axis of an image.
 */
export function momentsOf(
  dataset: Rows,
  pairing: Pairing,
  inputShape: Shape,
  rows: Int32Array,
  per: MeasuredBy["per"],
): Moments {
  const used = rows.subarray(0, mostRows);
  // colours stand last here whatever order the network reads
  const plain = { ...pairing, values: asTheyAre, written: "channels-last" } as const;
  const inputs = pairRows(dataset, plain, inputShape, used);
  const size = inputs.length / Math.max(1, used.length);
  const several = per === "everything" ? 1 : per === "feature" ? size : channelsOf(dataset, pairing, size);
  const moments = Array.from({ length: several }, () => new RunningMoments());
  const least = new Array<number>(several).fill(Number.POSITIVE_INFINITY);
  const most = new Array<number>(several).fill(Number.NEGATIVE_INFINITY);
  inputs.forEach((value, i) => {
    const k = i % several;
    moments[k].add(value);
    if (value < least[k]) least[k] = value;
    if (value > most[k]) most[k] = value;
  });
  const deviation = moments.map(({ squares, count }) => Math.sqrt(squares / Math.max(1, count)));
  return { mean: moments.map(({ mean }) => mean), deviation, least, most };
}

/** Channels of the image that the network reads; a row of numbers has one. */
export function channelsOf(
  dataset: Pick<Rows, "shape">,
  { image, channels }: Pick<Pairing, "image" | "channels">,
  size: number,
): number {
  if (!image) return 1;
  if (channels === "colour-to-grey") return 1;
  if (channels !== "as-is") return 3;
  const read = dataset.shape.reduce((product, length) => product * length, 1) / (image.plane[0] * image.plane[1]);
  return Number.isInteger(read) && read > 0 && size % read === 0 ? read : 1;
}

/** The numbers that a measurement gives on these rows; what does not vary is only shifted. */
export function measuredValues(
  dataset: Rows,
  pairing: Pairing,
  inputShape: Shape,
  rows: Int32Array,
  { what, per }: MeasuredBy,
): AffineValues {
  const { mean, deviation, least, most } = momentsOf(dataset, pairing, inputShape, rows, per);
  const [from, width] =
    what === "mean-and-deviation" ? [mean, deviation] : [least, most.map((value, k) => value - least[k])];
  const scale = width.map((each) => (each > 0 ? 1 / each : 1));
  return { kind: "affine", scale, offset: scale.map((factor, k) => -from[k] * factor), measured: { what, per } };
}
