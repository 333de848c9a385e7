import { type InkForm, inkCentre } from "./ink-form.ts";

/** x and y of the points of a line drawn in one go, one after the other; the board is 1 wide. */
export type Stroke = Float32Array;

/** Sub-pixels along each side of a pixel: ink is the share of them that a line covers (as in NIST's 8 x 8 digits). */
const finer = 4;
/** What is smaller than this share of the board is not enlarged any further: a dot stays one. */
const leastExtent = 0.12;

interface Placing {
  readonly scale: number;
  readonly right: number;
  readonly down: number;
}

function extentOf(strokes: readonly Stroke[]): { x: [number, number]; y: [number, number] } | null {
  const x: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const y: [number, number] = [...x];
  for (const stroke of strokes)
    for (let at = 0; at + 1 < stroke.length; at += 2) {
      x[0] = Math.min(x[0], stroke[at]);
      x[1] = Math.max(x[1], stroke[at]);
      y[0] = Math.min(y[0], stroke[at + 1]);
      y[1] = Math.max(y[1], stroke[at + 1]);
    }
  return x[1] >= x[0] ? { x, y } : null;
}

/** Marks the sub-pixels within a distance of the line from (ax, ay) to (bx, by), all in sub-pixels. */
function markLine(
  marks: Uint8Array,
  [rows, columns]: readonly [number, number],
  [ax, ay, bx, by]: readonly [number, number, number, number],
  radius: number,
): void {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(ay, by) - radius)), Math.max(ay, by) + radius];
  const [left, right] = [Math.max(0, Math.floor(Math.min(ax, bx) - radius)), Math.max(ax, bx) + radius];
  for (let y = top; y < rows && y < bottom; y++)
    for (let x = left; x < columns && x < right; x++) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const [offX, offY] = [px - along * dx, py - along * dy];
      if (offX * offX + offY * offY <= radius * radius) marks[y * columns + x] = 1;
    }
}

function covered(strokes: readonly Stroke[], { plane, width }: InkForm, { scale, right, down }: Placing): Float32Array {
  const [rows, columns] = [plane[0] * finer, plane[1] * finer];
  const marks = new Uint8Array(rows * columns);
  const radius = (width * finer) / 2;
  for (const stroke of strokes) {
    const x = (at: number) => (stroke[at] * scale + right) * finer;
    const y = (at: number) => (stroke[at + 1] * scale + down) * finer;
    for (let at = 0; at + 1 < stroke.length; at += 2) {
      const before = Math.max(0, at - 2);
      markLine(marks, [rows, columns], [x(before), y(before), x(at), y(at)], radius);
    }
  }
  const ink = new Float32Array(plane[0] * plane[1]);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      if (marks[y * columns + x]) ink[Math.floor(y / finer) * plane[1] + Math.floor(x / finer)] += 1 / finer ** 2;
  return ink;
}

/**
 * A drawing as the examples are: its longer side as long as theirs, its lines as wide, and in the middle of the frame
 * what stands there in them. MNIST was made so: a box of 20 x 20 pixels, moved until the centre of mass is the middle of
 * 28 x 28 (LeCun, Bottou, Bengio, Haffner 1998, III A).
 * @returns ink from 0 to 1, height x width; nothing but 0 where nothing is drawn
 */
export function drawStrokes(strokes: readonly Stroke[], form: InkForm): Float32Array {
  const [height, width] = form.plane;
  const extent = extentOf(strokes);
  if (extent === null) return new Float32Array(height * width);
  const { x, y } = extent;
  const longest = Math.max(x[1] - x[0], y[1] - y[0], leastExtent);
  const scale = Math.max(0, form.side - form.width) / longest;
  const boxed: Placing = {
    scale,
    right: width / 2 - (scale * (x[0] + x[1])) / 2,
    down: height / 2 - (scale * (y[0] + y[1])) / 2,
  };
  const ink = covered(strokes, form, boxed);
  const centre = form.centre === "mass" ? inkCentre(ink, form.plane) : null;
  if (centre === null) return ink;
  // by whole pixels, as MNIST was moved, and nothing may leave the frame
  const within = (shift: number, frame: number, size: number) => {
    const room = Math.max(0, Math.floor((frame - size * scale - form.width) / 2));
    return Math.min(room, Math.max(-room, Math.round(shift)));
  };
  return covered(strokes, form, {
    scale,
    right: boxed.right + within(width / 2 - centre[1], width, x[1] - x[0]),
    down: boxed.down + within(height / 2 - centre[0], height, y[1] - y[0]),
  });
}
