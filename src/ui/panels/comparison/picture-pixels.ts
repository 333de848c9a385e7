import type { Pairing } from "../../../core/dataset/pairing.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, four bytes a pixel, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

interface Layout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly first: boolean;
}

/** Fewer pixels along a side than this are no picture. */
const smallest = 4;

function layoutOf(shape: readonly number[], size: number, pairing: Pairing | null): Layout | null {
  const [height = 0, width = 0, channels = 1] = shape;
  const plane = pairing?.image ? (pairing.resize ?? pairing.image.plane) : null;
  const layout =
    shape.length >= 2 && shape.length <= 3
      ? { height, width, channels, first: false }
      : plane === null
        ? null
        : {
            height: pairing?.transposed && !pairing.resize ? plane[1] : plane[0],
            width: pairing?.transposed && !pairing.resize ? plane[0] : plane[1],
            channels: size / (plane[0] * plane[1]),
            first: pairing?.written === "channels-first",
          };
  if (layout === null || Math.min(layout.height, layout.width) < smallest) return null;
  return (layout.channels === 1 || layout.channels === 3) && layout.height * layout.width * layout.channels === size
    ? layout
    : null;
}

/**
 * An input of the network as a picture, its least value black and its greatest white: what the network sees, whatever
 * the scale of its values.
 * @param shape of the input, channels last; rows of numbers are a picture where the pairing says so
 * @returns null where the input is no grey or colour picture
 */
export function picturePixels(input: Float32Array, shape: readonly number[], pairing: Pairing | null): Picture | null {
  const layout = layoutOf(shape, input.length, pairing);
  if (layout === null) return null;
  const { height, width, channels, first } = layout;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of input) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = high > low ? 255 / (high - low) : 0;
  const plane = height * width;
  const pixels = new Uint8ClampedArray(4 * plane);
  for (let place = 0; place < plane; place++) {
    for (let colour = 0; colour < 3; colour++) {
      const channel = channels === 1 ? 0 : colour;
      const value = input[first ? channel * plane + place : place * channels + channel] ?? low;
      pixels[4 * place + colour] = (value - low) * scale;
    }
    pixels[4 * place + 3] = 255;
  }
  return { width, height, pixels };
}

/** A picture as an address that stands by itself, such as a saved drawing has it. */
export function pictureAddress({ width, height, pixels }: Picture): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.toDataURL("image/png");
}
