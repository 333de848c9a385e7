/** A measured figure at a size, with its 95 % interval where there is one. */
export interface CurvePoint {
  readonly size: number;
  readonly value: number;
  readonly interval?: readonly [number, number] | null;
}

/** Mean height of a curve over a range of sizes. */
export interface Area {
  readonly value: number;
  /**
   * Mean heights of the lower and of the upper ends: at least 95 % where the figures' errors are about normal, however
   * they hang together (the same examples stand behind all of them). Noise of the examples only, not of the run's
   * draws. Null where a figure has no interval.
   */
  readonly interval: readonly [number, number] | null;
}

/** Corners of the line through the points, by size; of two points of one size the later one counts. */
function cornersOf(points: readonly CurvePoint[], heightOf: (point: CurvePoint) => number): [number, number][] {
  const bySize = new Map(points.map((point) => [point.size, heightOf(point)]));
  return [...bySize].sort(([a], [b]) => a - b);
}

/** Height of the line at a size within it. */
function heightAt(corners: readonly [number, number][], size: number): number {
  const after = corners.findIndex(([x]) => x >= size);
  const [x1, y1] = corners[after];
  if (x1 === size) return y1;
  const [x0, y0] = corners[after - 1];
  return y0 + ((y1 - y0) * (size - x0)) / (x1 - x0);
}

function meanHeight(corners: readonly [number, number][], [from, to]: readonly [number, number]): number {
  const inside = corners.filter(([x]) => x > from && x < to);
  const line = [[from, heightAt(corners, from)], ...inside, [to, heightAt(corners, to)]];
  let area = 0;
  for (let k = 1; k < line.length; k++) area += ((line[k][1] + line[k - 1][1]) / 2) * (line[k][0] - line[k - 1][0]);
  return area / (to - from);
}

/**
 * Area under a figure against size by the trapezoid rule on the measured points, divided by the range's width: the mean
 * height, comparable between runs over the same range only (see `sharedRange`).
 * @returns null where the points do not reach over the whole range
 */
export function areaUnderCurve(points: readonly CurvePoint[], range: readonly [number, number]): Area | null {
  const [from, to] = range;
  const sizes = points.map(({ size }) => size);
  if (!(from < to) || !(Math.min(...sizes) <= from && Math.max(...sizes) >= to)) return null;
  const meanOf = (heightOf: (point: CurvePoint) => number) => meanHeight(cornersOf(points, heightOf), range);
  const known = points.every(({ interval }) => interval !== undefined && interval !== null);
  return {
    value: meanOf(({ value }) => value),
    interval: known
      ? [
          meanOf(({ value, interval }) => interval?.[0] ?? value),
          meanOf(({ value, interval }) => interval?.[1] ?? value),
        ]
      : null,
  };
}
