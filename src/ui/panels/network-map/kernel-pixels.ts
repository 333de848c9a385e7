import { lab } from "d3";
import type { Pairing } from "../../../core/dataset/pairing.ts";
import type { UnitLook } from "../../../state/answers.ts";
import { diverging } from "../../charts/scales/cell-colour.ts";

type Kernel = UnitLook["kernels"][number];

/** One picture of weights, each its own cell: RGBA, row by row. */
export interface KernelPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Side of the picture that a dense layer's inputs make where it reads the example itself; null where it does not. */
function planeOf({ window, values }: Kernel, inputShape: readonly number[], pairing: Pairing | null) {
  if (window.length > 0) return null;
  const plain = pairing?.image && !pairing.resize && !pairing.transposed ? pairing.image.plane : null;
  const [height = 0, width = 0, channels = 1] = inputShape.length >= 2 ? inputShape : (plain ?? []);
  return height >= 4 && width >= 4 && channels === 1 && height * width === values.length ? { height, width } : null;
}

/**
 * Weights as pictures, pale at zero, orange above and violet below: one for each channel that a filter reads, or one for
 * a neuron that reads the picture itself. Empty where the weights make no picture.
 * @param most channels at most
 */
export function kernelPictures(
  kernel: Kernel,
  inputShape: readonly number[],
  pairing: Pairing | null,
  most: number,
): readonly KernelPicture[] {
  const { window, inputs, values } = kernel;
  const plane = planeOf(kernel, inputShape, pairing);
  const [height, width] = plane ? [plane.height, plane.width] : window.length === 1 ? [1, window[0] ?? 1] : window;
  if (height === undefined || width === undefined || height * width < 2) return [];
  const channels = plane ? 1 : inputs;
  const colour = diverging(largest(values));
  return Array.from({ length: Math.min(most, channels) }, (_, channel) => {
    const pixels = new Uint8ClampedArray(4 * height * width);
    for (let place = 0; place < height * width; place++) {
      const { r, g, b } = lab(colour(values[place * channels + channel] ?? 0) ?? "white").rgb();
      pixels.set([r, g, b, 255], 4 * place);
    }
    return { width, height, pixels };
  });
}

/** How many weights fall into each of `bins` equal parts of the range, which is symmetric around zero. */
export function weightBins(values: Float32Array, bins: number): readonly number[] {
  const most = largest(values) || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((0.5 + value / (2 * most)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
