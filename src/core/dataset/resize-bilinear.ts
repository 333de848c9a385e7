/** For each place of the new axis: its two neighbours on the old axis, and the weight of the second. */
interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly weight: Float64Array;
}

function tapsOf(from: number, to: number): Taps {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const weight = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    const place = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    low[i] = Math.floor(place);
    high[i] = Math.min(low[i] + 1, from - 1);
    weight[i] = place - low[i];
  }
  return { low, high, weight };
}

/**
 * A function that resizes one image (height x width x channels, channels last) bilinearly. Pixel centres lie at half
 * pixels: place i of the new axis reads the old one at (i + 0.5) * from / to - 0.5, clamped to the edge pixels' centres
 * (as TensorFlow's half_pixel_centers and PyTorch's align_corners=False do). No smoothing when shrinking. Sums are
 * taken in double precision, down each column and then along the row, so that the result is the same everywhere.
 * @returns resize(source, sourceStart, target, targetStart)
 */
export function bilinearResize(
  from: readonly [number, number],
  to: readonly [number, number],
  channels: number,
): (source: ArrayLike<number>, sourceStart: number, target: Float32Array, targetStart: number) => void {
  const rows = tapsOf(from[0], to[0]);
  const columns = tapsOf(from[1], to[1]);
  return (source, sourceStart, target, targetStart) => {
    let out = targetStart;
    for (let y = 0; y < to[0]; y++) {
      const upper = sourceStart + rows.low[y] * from[1] * channels;
      const lower = sourceStart + rows.high[y] * from[1] * channels;
      const down = rows.weight[y];
      for (let x = 0; x < to[1]; x++) {
        const left = columns.low[x] * channels;
        const right = columns.high[x] * channels;
        const along = columns.weight[x];
        for (let c = 0; c < channels; c++) {
          const atLeft = source[upper + left + c] * (1 - down) + source[lower + left + c] * down;
          const atRight = source[upper + right + c] * (1 - down) + source[lower + right + c] * down;
          target[out++] = atLeft * (1 - along) + atRight * along;
        }
      }
    }
  };
}
