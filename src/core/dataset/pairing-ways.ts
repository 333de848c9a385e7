import type { Shape } from "../model/model.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import type { ChannelChange, ChannelOrder, Pairing, Plane } from "./pairing.ts";

/** The steps that bring the numbers of an example to the places of the network's input. */
export type Way = Pick<Pairing, "image" | "transposed" | "resize" | "channels" | "written" | "text">;

interface View {
  readonly plane: Plane;
  readonly channels: number;
  readonly order: ChannelOrder;
}

/** Images have sides of at least this length; smaller ones are rows of a table. */
const leastSide = 4;
/** A flat row for a network that reads flat rows counts as an image only from this side on. */
const leastFlatSide = 8;

const withoutOnes = (shape: Shape) => shape.filter((length) => length !== 1);
const samePlane = (a: Plane, b: Plane) => a[0] === b[0] && a[1] === b[1];
const plainWay: Way = {
  image: null,
  transposed: false,
  resize: null,
  channels: "as-is",
  written: "channels-last",
  text: null,
};

/** A flat row as a square image, grey or in three colours. */
function squareOf(size: number, least: number): View | null {
  for (const channels of [1, 3]) {
    const side = Math.round(Math.sqrt(size / channels));
    if (side >= least && side * side * channels === size)
      return { plane: [side, side], channels, order: "channels-last" };
  }
  return null;
}

const isColour = (length: number | undefined) => length === 3 || length === 4;

/** The images that an example may be, the likeliest first. */
function viewsOf(shape: Shape, least: number): View[] {
  const axes = withoutOnes(shape);
  if (axes.length === 1) {
    const square = squareOf(axes[0], least);
    if (!square) return [];
    return square.channels === 1 ? [square] : [square, { ...square, order: "channels-first" }];
  }
  if (axes.length === 2) return [{ plane: [axes[0], axes[1]], channels: 1, order: "channels-last" }];
  if (axes.length !== 3) return [];
  const last: View = { plane: [axes[0], axes[1]], channels: axes[2], order: "channels-last" };
  const first: View = { plane: [axes[1], axes[2]], channels: axes[0], order: "channels-first" };
  if (!isColour(axes[0])) return [last];
  return isColour(axes[2]) ? [last, first] : [first];
}

function changeOf(from: number, to: number): ChannelChange | null {
  if (from === to) return "as-is";
  if (from === 1 && to === 3) return "grey-to-colour";
  return from === 3 && to === 1 ? "colour-to-grey" : null;
}

/** The ways from one image to another: as it is or turned where that fits, else resized. */
function between(from: View, to: View): Pick<Way, "transposed" | "resize">[] {
  if (samePlane(from.plane, to.plane)) return [{ transposed: false, resize: null }];
  const resized = { transposed: false, resize: to.plane };
  const turned: Plane = [from.plane[1], from.plane[0]];
  return samePlane(turned, to.plane) ? [{ transposed: true, resize: null }, resized] : [resized];
}

function imageWays(example: Shape, input: Shape): Way[] {
  const flat = withoutOnes(input).length <= 1;
  const bothFlat = flat && withoutOnes(example).length <= 1;
  const least = bothFlat ? leastFlatSide : leastSide;
  // between flat rows only the same numbers in the same or another order of colours: a table is not to be stretched
  if (bothFlat && sizeOf(example) !== sizeOf(input)) return [];
  const targets = flat
    ? [squareOf(sizeOf(input), least)]
    : viewsOf(input, least).filter((view) => view.order === "channels-last");
  const ways: Way[] = [];
  for (const from of viewsOf(example, least))
    for (const to of targets) {
      const channels = to && changeOf(from.channels, to.channels);
      if (!to || !channels || Math.min(...from.plane, ...to.plane) < leastSide) continue;
      const orders =
        flat && to.channels === 3 ? (["channels-last", "channels-first"] as const) : (["channels-last"] as const);
      for (const { transposed, resize } of between(from, to))
        for (const written of orders) {
          // colours first in and out again is the row as it stands
          if (bothFlat && from.order === "channels-first" && written === "channels-first") continue;
          const image = { plane: from.plane, order: from.channels === 1 ? "channels-last" : from.order } as const;
          ways.push({ image, transposed, resize, channels, written, text: null });
        }
    }
  const effort = (way: Way) => (way.resize ? 2 : 0) + (way.channels === "as-is" ? 0 : 1);
  return ways.sort((a, b) => effort(a) - effort(b));
}

/** Whether the numbers line up one to one, in order: axes of length 1 and flattening change nothing. */
function linesUp(example: Shape, input: Shape): boolean {
  const [from, to] = [withoutOnes(example), withoutOnes(input)];
  if (sizeOf(from) !== sizeOf(to)) return false;
  if (from.length === to.length && from.every((length, axis) => length === to[axis])) return true;
  // A flat row says nothing of the order of its colours, so it fills a plane but not an image of several channels.
  return to.length <= 1 || (from.length <= 1 && to.length === 2);
}

/**
 * How the numbers of an example can reach the places of the input, the likeliest way first; empty where Quorum knows
 * none. Images are resized and recoloured; rows of a table only line up or do not.
 * @param pixels whether the values are what pixels are: none below 0, none above 255
 * @param tokens whether the network reads token numbers, whose sequences are padded or cut to its length
 */
export function waysBetween(
  example: Shape,
  input: Shape,
  { pixels, tokens }: { pixels: boolean; tokens: boolean },
): Way[] {
  if (tokens) {
    if (withoutOnes(example).length > 1 || withoutOnes(input).length > 1)
      return linesUp(example, input) ? [plainWay] : [];
    const fitted = (["after", "before"] as const).map((side) => ({ ...plainWay, text: { pad: side, cut: side } }));
    return linesUp(example, input) ? [plainWay, ...fitted] : fitted;
  }
  const flat = withoutOnes(example).length <= 1;
  const images = imageWays(example, input).filter(
    (way) => pixels || !flat || (way.resize === null && !way.transposed && way.channels === "as-is"),
  );
  if (images.length > 0 && (pixels || !flat || withoutOnes(input).length > 1)) return images;
  return linesUp(example, input) ? [plainWay] : [];
}
