import type { Dataset } from "../dataset/dataset.ts";
import type { ImageView, Pairing, Plane } from "../dataset/pairing.ts";
import { FailureError } from "../failure.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import { textEncoder } from "../text/text-encoder.ts";
import { drawStrokes, type Stroke } from "./draw-strokes.ts";
import { type InkForm, inkFormOf } from "./ink-form.ts";
import { inkOfPicture } from "./ink-of-picture.ts";
import { resampleArea } from "./resample-area.ts";

/** What an example of a dataset is, so that a person can make one. */
export type ExampleForm =
  | {
      readonly kind: "picture";
      readonly plane: Plane;
      readonly channels: number;
      /** How ink lies in it; null where the examples are no ink on plain ground. */
      readonly ink: InkForm | null;
    }
  /** `typed`: whether a vocabulary says how texts become numbers. */
  | { readonly kind: "text"; readonly typed: boolean }
  /** Empty where the file names no columns. */
  | { readonly kind: "row"; readonly columns: readonly string[] };

type Pictured = Extract<ExampleForm, { kind: "picture" }> & { readonly order: ImageView["order"] };

/** A picture as it was decoded: bytes, height x width x channels (1 or 3). */
export interface BytePicture {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly inputs: Uint8Array;
}

const grey = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;

function viewOf({ shape }: Dataset, { image }: Pairing): Omit<Pictured, "ink"> | null {
  if (image === null) return null;
  const [height, width] = image.plane;
  return { kind: "picture", plane: [height, width], channels: sizeOf(shape) / (height * width), order: image.order };
}

/** Place of a value in a row of the file. */
function placeOf({ plane, channels, order }: Omit<Pictured, "ink">): (pixel: number, channel: number) => number {
  const pixels = plane[0] * plane[1];
  return order === "channels-last"
    ? (pixel, channel) => pixel * channels + channel
    : (pixel, channel) => channel * pixels + pixel;
}

/** Rows of the dataset as grey planes, the dataset's range as 0 to 1. */
function greysOf(dataset: Dataset, view: Omit<Pictured, "ink">, rows: Int32Array): Float32Array[] {
  const { inputs, range } = dataset;
  const [low, span] = [range[0], range[1] - range[0] || 1];
  const size = sizeOf(dataset.shape);
  const place = placeOf(view);
  const { channels, plane } = view;
  return Array.from(rows, (row) => {
    const at = (pixel: number, channel: number) => (inputs[row * size + place(pixel, channel)] - low) / span;
    return Float32Array.from({ length: plane[0] * plane[1] }, (_, pixel) =>
      channels === 3 ? grey(at(pixel, 0), at(pixel, 1), at(pixel, 2)) : at(pixel, 0),
    );
  });
}

/**
 * What an example of this dataset is, as it is paired with a network.
 * @param rows examples by which the form of drawings is measured; some dozens suffice
 */
export function exampleFormOf(dataset: Dataset, pairing: Pairing, rows: Int32Array): ExampleForm {
  if (pairing.text) return { kind: "text", typed: dataset.vocabulary !== undefined };
  const view = viewOf(dataset, pairing);
  if (view !== null) {
    const { plane, channels } = view;
    const ink = inkFormOf(greysOf(dataset, view, rows), plane);
    // a row of as many numbers as a square has may be a table nevertheless
    const flat = dataset.shape.filter((length) => length !== 1).length < 2;
    if (ink !== null || !flat) return { kind: "picture", plane, channels, ink };
  }
  return { kind: "row", columns: dataset.columns ?? [] };
}

function noPicture(dataset: Dataset): FailureError {
  return new FailureError({
    kind: "settings-invalid",
    message: `The examples of ${dataset.name} are no pictures of this kind.`,
    where: dataset.name,
    advice: "Pick an example by its number.",
  });
}

/** Puts values from 0 to 1 on the dataset's range, at the dataset's places. @param shares height x width x channels */
function onRange(dataset: Dataset, view: Omit<Pictured, "ink">, shares: Float32Array): Float32Array {
  const [low, high] = dataset.range;
  const values = new Float32Array(shares.length);
  const place = placeOf(view);
  const whole = dataset.inputs instanceof Uint8Array;
  shares.forEach((share, at) => {
    const value = low + share * (high - low);
    values[place(Math.floor(at / view.channels), at % view.channels)] = whole ? Math.round(value) : value;
  });
  return values;
}

function ofInk(dataset: Dataset, view: Omit<Pictured, "ink">, form: InkForm, ink: Float32Array): Float32Array {
  const { channels } = view;
  const shares = Float32Array.from({ length: ink.length * channels }, (_, at) => {
    const value = Math.min(1, Math.max(0, ink[Math.floor(at / channels)]));
    return form.inkHigh ? value : 1 - value;
  });
  return onRange(dataset, view, shares);
}

/**
 * A drawing as an example of the dataset.
 * @throws FailureError settings-invalid where its examples are no drawings
 */
export function valuesOfDrawing(
  dataset: Dataset,
  pairing: Pairing,
  form: ExampleForm,
  strokes: readonly Stroke[],
): Float32Array {
  const view = viewOf(dataset, pairing);
  if (view === null || form.kind !== "picture" || form.ink === null) throw noPicture(dataset);
  return ofInk(dataset, view, form.ink, drawStrokes(strokes, form.ink));
}

/** The largest part around the middle that is as wide for its height as a plane. */
function middleOf(height: number, width: number, [rows, columns]: Plane) {
  const scale = Math.min(height / rows, width / columns);
  const [tall, broad] = [rows * scale, columns * scale];
  const [top, left] = [(height - tall) / 2, (width - broad) / 2];
  return { top, left, bottom: top + tall, right: left + broad };
}

/**
 * A picture of any size as an example of the dataset: cut at its longer sides, made as large as the examples, on their
 * range; where these are ink on plain ground, what is written in it is cut out and put where it is in them.
 * @throws FailureError settings-invalid where the examples are no pictures; dataset-invalid where nothing is written
 */
export function valuesOfPicture(
  dataset: Dataset,
  pairing: Pairing,
  form: ExampleForm,
  picture: BytePicture,
): Float32Array {
  const view = viewOf(dataset, pairing);
  if (view === null || form.kind !== "picture" || (view.channels !== 1 && view.channels !== 3))
    throw noPicture(dataset);
  const [height, width, colours] = picture.shape;
  const shares = Float32Array.from(picture.inputs, (byte) => byte / 255);
  const greyShares = () =>
    colours === 1
      ? shares
      : Float32Array.from({ length: height * width }, (_, at) =>
          grey(shares[3 * at], shares[3 * at + 1], shares[3 * at + 2]),
        );
  if (form.ink !== null) return ofInk(dataset, view, form.ink, inkOfPicture(greyShares(), [height, width], form.ink));
  const { plane, channels } = view;
  const box = middleOf(height, width, plane);
  if (channels === 1) return onRange(dataset, view, resampleArea(greyShares(), [height, width], 1, box, plane));
  const small = resampleArea(shares, [height, width], colours, box, plane);
  const colour =
    colours === 3 ? small : Float32Array.from({ length: small.length * 3 }, (_, at) => small[Math.floor(at / 3)]);
  return onRange(dataset, view, colour);
}

/**
 * A text as an example of the dataset, by its vocabulary.
 * @throws FailureError dataset-invalid where there is none
 */
export function valuesOfText(dataset: Dataset, text: string): Float32Array {
  const { vocabulary, shape, name } = dataset;
  if (vocabulary === undefined)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `Nothing says how a text becomes the numbers of ${name}.`,
      where: name,
      advice: "Drop its vocabulary, or pick an example by its number.",
    });
  const values = new Float32Array(sizeOf(shape));
  values.set(textEncoder(vocabulary)(text).slice(0, values.length));
  return values;
}
