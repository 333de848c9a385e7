import { FailureError } from "../failure.ts";
import type { Shape } from "../model/model.ts";
import { shapeWords } from "../model/model-invalid.ts";
import { orderByName } from "./class-order.ts";
import { pixelMost, pixelScales } from "./common-values.ts";
import type { Dataset } from "./dataset.ts";
import { asTheyAre, type Pairing, plainPairing } from "./pairing.ts";
import { type Way, waysBetween } from "./pairing-ways.ts";

/** What a network reads, as far as its file says. */
export interface Reading {
  /** Without the batch axis. */
  readonly inputShape: Shape;
  /** How many classes it tells apart; Infinity where that is not to be checked. */
  readonly classes: number;
  /** Token numbers that its embedding knows; null where it reads no tokens. */
  readonly vocabulary: number | null;
}

type Examples = Pick<Dataset, "name" | "shape" | "range" | "labels"> & Partial<Pick<Dataset, "classNames" | "texts">>;

const reads = ({ inputShape, vocabulary }: Reading) =>
  vocabulary === null
    ? `the network reads ${shapeWords(inputShape)}`
    : `the network reads sequences of ${shapeWords(inputShape)} token numbers below ${vocabulary}`;

function refuseWay(dataset: Examples, reading: Reading): never {
  const [example, input] = [dataset.shape, reading.inputShape].map((shape) => shape.filter((length) => length !== 1));
  const image = input.length > 1;
  const advice =
    reading.vocabulary !== null
      ? "Drop texts, or a table of token numbers, one sequence a row."
      : image
        ? "Drop images, grey or in colour and of any size, or a table with as many numbers a row as the input has."
        : example.length > 1
          ? "Drop a table with as many columns as the network has inputs, or pick the network that was trained on these images."
          : `Drop a table with ${shapeWords(reading.inputShape)} numeric columns besides the label; a column too many may be an index or a second label.`;
  throw new FailureError({
    kind: "pairing-impossible",
    message: `One example has the shape ${shapeWords(dataset.shape)} and ${reads(reading)}; Quorum knows no way from one to the other.`,
    where: dataset.name,
    advice,
  });
}

function refuseTexts(dataset: Examples, { vocabulary }: Reading): never {
  throw new FailureError({
    kind: "pairing-impossible",
    message:
      vocabulary === null
        ? "The examples are texts and the network reads other numbers than those of words."
        : "The examples are texts, and no file dropped so far says which number each word has.",
    where: dataset.name,
    advice:
      vocabulary === null
        ? "Drop the data that the network was trained on, as numbers."
        : "Drop the network's vocabulary beside it: tokenizer.json, vocab.txt or a word index as JSON.",
  });
}

function refuseTokens(dataset: Examples, reading: Reading): never {
  const [least, most] = dataset.range;
  throw new FailureError({
    kind: "pairing-impossible",
    message: `The examples have values from ${least} to ${most} and ${reads(reading)}.`,
    where: dataset.name,
    advice: "Drop token numbers made with the network's own vocabulary, or the texts together with it.",
  });
}

/**
 * The ways from the dataset's examples to the network's input, at least one.
 * @throws FailureError pairing-impossible where there is none, where token numbers lie outside the vocabulary, or where
 *   the examples name more classes than the network tells apart
 */
export function waysFor(dataset: Examples, reading: Reading): Way[] {
  const highest = dataset.labels.reduce((most, label) => Math.max(most, label), 0);
  if (highest >= reading.classes)
    throw new FailureError({
      kind: "pairing-impossible",
      message: `The examples name ${highest + 1} classes and the network tells only ${reading.classes} apart.`,
      where: dataset.name,
      advice: "Drop a dataset with the classes that the network was trained on.",
    });
  if (dataset.texts && (dataset.shape[0] === 0 || reading.vocabulary === null)) refuseTexts(dataset, reading);
  const tokens = reading.vocabulary !== null;
  const ways = waysBetween(dataset.shape, reading.inputShape, { pixels: pixelMost(dataset.range) !== null, tokens });
  if (ways.length === 0) refuseWay(dataset, reading);
  if (tokens && (dataset.range[0] < 0 || dataset.range[1] >= reading.vocabulary!)) refuseTokens(dataset, reading);
  return ways;
}

/**
 * How the dataset's rows could become the model's inputs, from shapes and ranges alone: the likeliest way to the input's
 * shape, pixels on the scale 0 to 1, other values as they are. What lies nearer to a trained network only trials can
 * tell (see `searchPairing`); this is the proposal where there are no labels to try it on.
 * @throws FailureError pairing-impossible (see `waysFor`)
 */
export function proposePairing(
  dataset: Examples,
  inputShape: Shape,
  classes = Number.POSITIVE_INFINITY,
  vocabulary: number | null = null,
): Pairing {
  const [way] = waysFor(dataset, { inputShape, classes, vocabulary });
  const most = pixelMost(dataset.range);
  const unit = way.image && most !== null ? pixelScales(most)[0].values : asTheyAre;
  const values = unit.kind === "affine" ? unit : asTheyAre;
  const order = Number.isFinite(classes) ? orderByName(dataset.classNames ?? [], classes) : null;
  return { ...plainPairing, ...way, values, classes: order };
}
