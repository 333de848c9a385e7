import type { Padding, Shape } from "./model.ts";

/** How a window moves along one axis. */
export interface Placement {
  /** Number of places it takes; 0 where it does not fit. */
  readonly out: number;
  /** Padding in front of the first element. */
  readonly before: number;
}

/** Elements added to each end of an axis. */
export type Sides = readonly [before: number, after: number];

/**
 * Places of a window along one axis. By TensorFlow's rules: same: ceil(length / stride) places, the padding split with
 * the odd element behind; causal: all padding in front; valid: none. Or with so many elements of padding on each side.
 */
export function placeWindow(
  length: number,
  window: number,
  stride: number,
  dilation: number,
  padding: Padding | Sides,
): Placement {
  const reach = (window - 1) * dilation + 1;
  if (padding === "valid" || typeof padding !== "string") {
    const [before, after] = padding === "valid" ? [0, 0] : padding;
    return { out: Math.max(0, Math.floor((before + length + after - reach) / stride) + 1), before };
  }
  const out = Math.ceil(length / stride);
  if (padding === "causal") return { out, before: reach - 1 };
  return { out, before: Math.floor(Math.max(0, (out - 1) * stride + reach - length) / 2) };
}

type Plane = readonly [number, number];

/** A window over a plane; one spatial axis is a plane of height 1. All pairs are [height, width]. */
export interface WindowGrid {
  readonly input: Plane;
  readonly output: Plane;
  readonly window: Plane;
  readonly strides: Plane;
  readonly dilation: Plane;
  readonly before: Plane;
}

const plane = (axes: readonly number[]): Plane => (axes.length === 1 ? [1, axes[0]] : [axes[0], axes[1]]);

/**
 * The grid of a one- or two-dimensional window over spatial axes.
 * @param spatial lengths of the axes without channels; `window`, `strides` and `dilation` have as many entries
 */
export function windowGrid(
  spatial: Shape,
  window: readonly number[],
  strides: readonly number[],
  dilation: readonly number[],
  padding: Padding | readonly Sides[],
): WindowGrid {
  const placed = spatial.map((length, axis) =>
    placeWindow(
      length,
      window[axis],
      strides[axis],
      dilation[axis],
      typeof padding === "string" ? padding : padding[axis],
    ),
  );
  return {
    input: plane(spatial),
    output: plane(placed.map(({ out }) => out)),
    window: plane(window),
    strides: plane(strides),
    dilation: plane(dilation),
    // an added axis of height 1 has no padding
    before: spatial.length === 1 ? [0, placed[0].before] : [placed[0].before, placed[1].before],
  };
}

/**
 * Calls `visit` for every output place and every tap of the window that meets the input there (padding is skipped).
 * Places are numbered row by row; so are the taps of the window.
 */
export function visitTaps(grid: WindowGrid, visit: (output: number, input: number, tap: number) => void): void {
  const { input, output, window, strides, dilation, before } = grid;
  for (let oy = 0; oy < output[0]; oy++)
    for (let ox = 0; ox < output[1]; ox++)
      for (let ky = 0; ky < window[0]; ky++) {
        const y = oy * strides[0] - before[0] + ky * dilation[0];
        if (y < 0 || y >= input[0]) continue;
        for (let kx = 0; kx < window[1]; kx++) {
          const x = ox * strides[1] - before[1] + kx * dilation[1];
          if (x < 0 || x >= input[1]) continue;
          visit(oy * output[1] + ox, y * input[1] + x, ky * window[1] + kx);
        }
      }
}
