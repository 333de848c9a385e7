import type { AffineValues, MeasuredValues, Values } from "./pairing.ts";

/** A treatment of values that many training programs use. */
export interface CommonValues {
  /** Stable, for addresses and tests. */
  readonly id: string;
  /** For the person, such as "÷ 255, to 0 … 1". */
  readonly words: string;
  readonly values: Values | MeasuredValues;
}

/** Mean and deviation of each channel of a training set, on the scale 0 to 1. */
export interface Constants {
  readonly id: string;
  readonly name: string;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** As published with torchvision's models and in the usual training scripts. */
export const publishedConstants: readonly Constants[] = [
  { id: "mnist", name: "MNIST", mean: [0.1307], deviation: [0.3081] },
  { id: "fashion-mnist", name: "Fashion-MNIST", mean: [0.286], deviation: [0.353] },
  { id: "imagenet", name: "ImageNet", mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  { id: "cifar-10", name: "CIFAR-10", mean: [0.4914, 0.4822, 0.4465], deviation: [0.247, 0.2435, 0.2616] },
];

const affine = (scale: number, offset: number): AffineValues => ({ kind: "affine", scale: [scale], offset: [offset] });

/** (x / most - mean) / deviation of each channel. */
export function standardised({ mean, deviation }: Pick<Constants, "mean" | "deviation">, most: number): AffineValues {
  return {
    kind: "affine",
    scale: deviation.map((each) => 1 / (most * each)),
    offset: deviation.map((each, channel) => -mean[channel] / each),
  };
}

/** What the largest pixel is: 255 of bytes, 16 of scikit-learn's digits, 1 of fractions; null of values that are no pixels. */
export function pixelMost([least, most]: readonly [number, number]): number | null {
  if (least < 0 || most > 255) return null;
  return most <= 1 ? 1 : most <= 16 ? 16 : 255;
}

const asIs: CommonValues = { id: "as-is", words: "as they are", values: affine(1, 0) };

/** One scale for all pixels, the likeliest first. */
export function pixelScales(most: number): readonly CommonValues[] {
  const by = (divisor: number) => (divisor === 1 ? "" : `÷ ${divisor}, `);
  const unit = most === 1 ? asIs : { id: `by-${most}`, words: `${by(most)}to 0 … 1`, values: affine(1 / most, 0) };
  const half = most / 2;
  return [
    unit,
    {
      id: `by-${half}`,
      words: most === 1 ? "× 2 − 1, to −1 … 1" : `÷ ${half} − 1, to −1 … 1`,
      values: affine(1 / half, -1),
    },
    {
      id: "centred",
      words: `${by(most)}less 0.5`,
      values: affine(1 / most, -0.5),
    },
    ...(most === 1 ? [] : [asIs]),
    ...(most === 255 ? [] : [{ id: "to-255", words: "to 0 … 255", values: affine(255 / most, 0) }]),
  ];
}

/** Published means and deviations for images of so many channels. */
export function pixelConstants(
  most: number,
  channels: number,
): readonly (CommonValues & { readonly constants: Constants })[] {
  return publishedConstants
    .filter(({ mean }) => mean.length === channels)
    .map((constants) => ({
      id: constants.id,
      words: `mean and deviation of ${constants.name}`,
      values: standardised(constants, most),
      constants,
    }));
}

/** Caffe's way, which Keras's older image networks kept: BGR (see `ChannelChange`), bytes less ImageNet's means. */
export function caffeMeans(most: number): CommonValues {
  const scale = 255 / most;
  return {
    id: "caffe",
    words: "less ImageNet's means of blue, green, red",
    values: { kind: "affine", scale: [scale, scale, scale], offset: [-103.939, -116.779, -123.68] },
  };
}

/** What is done with each image by itself. */
export const imageByImage: readonly CommonValues[] = [
  { id: "per-image", words: "standardised image by image", values: { kind: "per-image" } },
  { id: "columns", words: "each column to length 1", values: { kind: "unit-length", along: "columns" } },
  { id: "rows", words: "each row to length 1", values: { kind: "unit-length", along: "rows" } },
  { id: "whole", words: "each example to length 1", values: { kind: "unit-length", along: "everything" } },
];

/** Mean and deviation of the calibration examples themselves, a channel each. */
export const ownChannels: CommonValues = {
  id: "own",
  words: "mean and deviation of these examples",
  values: { kind: "measured", what: "mean-and-deviation", per: "channel" },
};

/** What is done with the columns of a table, the likeliest first. */
export const tableValues: readonly CommonValues[] = [
  asIs,
  {
    id: "own-features",
    words: "each column standardised by these examples",
    values: { kind: "measured", what: "mean-and-deviation", per: "feature" },
  },
  {
    id: "own-ranges",
    words: "each column to 0 … 1 by these examples",
    values: { kind: "measured", what: "least-and-most", per: "feature" },
  },
  { id: "whole", words: "each example to length 1", values: { kind: "unit-length", along: "everything" } },
];
