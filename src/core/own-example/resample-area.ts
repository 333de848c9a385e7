import type { Plane } from "../dataset/pairing.ts";
import type { InkBox } from "./ink-form.ts";

/** For each place of the new axis: the places of the old one that it covers, and how much of each. */
function coverOf(from: number, length: number, to: number, most: number) {
  return Array.from({ length: to }, (_, place) => {
    const [low, high] = [from + (place * length) / to, from + ((place + 1) * length) / to];
    const first = Math.max(0, Math.floor(low));
    const last = Math.min(most, Math.ceil(high));
    const shares = Float64Array.from({ length: Math.max(0, last - first) }, (_unused, k) =>
      Math.max(0, Math.min(high, first + k + 1) - Math.max(low, first + k)),
    );
    return { first, shares };
  });
}

/**
 * A part of an image at another size: each new pixel is the mean of what it covers, so that thin lines survive being made
 * small.
 * @param source height x width x channels
 * @param box the part, which may lie between pixels
 */
export function resampleArea(
  source: ArrayLike<number>,
  [height, width]: Plane,
  channels: number,
  box: InkBox,
  to: Plane,
): Float32Array {
  const rows = coverOf(box.top, box.bottom - box.top, to[0], height);
  const columns = coverOf(box.left, box.right - box.left, to[1], width);
  const target = new Float32Array(to[0] * to[1] * channels);
  rows.forEach((down, y) => {
    columns.forEach((along, x) => {
      for (let c = 0; c < channels; c++) {
        let [sum, area] = [0, 0];
        down.shares.forEach((tall, i) => {
          along.shares.forEach((broad, k) => {
            sum += tall * broad * source[((down.first + i) * width + along.first + k) * channels + c];
            area += tall * broad;
          });
        });
        target[(y * to[1] + x) * channels + c] = area > 0 ? sum / area : 0;
      }
    });
  });
  return target;
}
