import { FailureError } from "../failure.ts";
import type { Shape } from "../model/model.ts";
import type { Dataset, Pairing } from "./dataset.ts";

const words = (shape: Shape) => shape.join(" x ");
const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1);
const withoutOnes = (shape: Shape) => shape.filter((length) => length !== 1);
const same = (a: Shape, b: Shape) => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** A flat row with fewer values than this squared is a table's row, not an image. */
const leastSide = 4;

interface Image {
  readonly plane: readonly [number, number];
  readonly channels: number;
}

/** Height, width and channels of an example, channels last; a flat vector of square length is a square image. */
function imageOf(shape: Shape): Image | null {
  if (shape.length === 3) return { plane: [shape[0], shape[1]], channels: shape[2] };
  if (shape.length === 2) return shape[1] === 1 ? imageOf([shape[0]]) : { plane: [shape[0], shape[1]], channels: 1 };
  const side = Math.round(Math.sqrt(sizeOf(shape)));
  return shape.length === 1 && side >= leastSide && side * side === shape[0]
    ? { plane: [side, side], channels: 1 }
    : null;
}

/** Whether the values line up one to one, in order: axes of length 1 and flattening change nothing. */
function linesUp(example: Shape, input: Shape): boolean {
  const [from, to] = [withoutOnes(example), withoutOnes(input)];
  if (same(from, to)) return true;
  if (sizeOf(from) !== sizeOf(to)) return false;
  // A flat row says nothing of the order of its colours, so it fills a plane but not an image of several channels.
  return to.length <= 1 || (from.length <= 1 && to.length === 2);
}

function scaleOf([least, most]: readonly [number, number]): number {
  if (least < 0 || most <= 1 || most > 255) return 1;
  return most <= 16 ? 1 / 16 : 1 / 255;
}

/**
 * How the dataset's rows could become the model's inputs: as they are where the values line up one to one, resized
 * where both are images (a flat row of square length is one, such as 64 = 8 x 8), else not at all. The scale is guessed
 * from the range of the values: up to 1 and unknown ranges as they are, up to 16 by 1/16, up to 255 by 1/255. It is a
 * proposal: the person sees it and may change it.
 * @param inputShape of the model, without the batch axis
 * @param classes how many classes the model tells apart; left out where that is not to be checked
 * @throws FailureError pairing-impossible
 */
export function proposePairing(
  dataset: Pick<Dataset, "name" | "shape" | "range" | "labels">,
  inputShape: Shape,
  classes = Infinity,
): Pairing {
  const highest = dataset.labels.reduce((most, label) => Math.max(most, label), 0);
  if (highest >= classes)
    throw new FailureError({
      kind: "pairing-impossible",
      message: `The examples name ${highest + 1} classes and the network tells only ${classes} apart.`,
      where: dataset.name,
      advice: "Drop a dataset with the classes that the network was trained on.",
    });
  const scaling = { scale: scaleOf(dataset.range), offset: 0 };
  if (linesUp(dataset.shape, inputShape)) return { resize: null, ...scaling };
  const example = imageOf(dataset.shape);
  const input = inputShape.length > 1 && withoutOnes(inputShape).length > 1 ? imageOf(inputShape) : null;
  if (example && input && example.channels === input.channels && sizeOf(dataset.shape) !== sizeOf(inputShape))
    return { resize: { from: example.plane, to: input.plane }, ...scaling };
  throw new FailureError({
    kind: "pairing-impossible",
    message: `One example has the shape ${words(dataset.shape)} and the network reads ${words(inputShape)}; Quorum knows no way from one to the other.`,
    where: dataset.name,
    advice: "Drop a dataset whose examples have the network's input shape, or images with as many colour channels.",
  });
}
