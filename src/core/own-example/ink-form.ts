import type { Plane } from "../dataset/pairing.ts";

/** How examples that are ink on plain ground (digits, letters) lie in their frame, measured on some of them. */
export interface InkForm {
  /** Height and width of the frame. */
  readonly plane: Plane;
  /** Whether ink is at the upper end of the values, as in MNIST. */
  readonly inkHigh: boolean;
  /** Longer side of the box around the ink, in pixels. */
  readonly side: number;
  /** What stands in the middle of the frame: the centre of mass of the ink, as in MNIST, or that of its box. */
  readonly centre: "mass" | "box";
  /** Width of a line, in pixels. */
  readonly width: number;
}

/** A box in pixels; `bottom` and `right` are the first places after it. */
export interface InkBox {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Corners are plain ground where they are within this of an end of the values, on average. */
const plain = 0.15;
/** Shares of the values from which on a pixel counts as ink. */
const inked = 0.2;
/** With more ink than this, the examples are pictures of something else. */
const mostInk = 0.5;

/** The smallest box around all pixels above the threshold; null where there is none. */
export function inkBox(ink: ArrayLike<number>, [height, width]: Plane, threshold = inked): InkBox | null {
  let [top, left, bottom, right] = [height, width, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (ink[y * width + x] > threshold) {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
      }
  return bottom > top ? { top, left, bottom, right } : null;
}

/** Centre of mass as y and x, where pixel 0 reaches from 0 to 1; null where there is no ink. */
export function inkCentre(ink: ArrayLike<number>, [height, width]: Plane): readonly [number, number] | null {
  let [mass, down, along] = [0, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = ink[y * width + x];
      mass += value;
      down += value * (y + 0.5);
      along += value * (x + 0.5);
    }
  return mass > 0 ? [down / mass, along / mass] : null;
}

/**
 * Width of the lines of a drawing: twice its area over the length of its edges (the total variation). Lines thinner than
 * a pixel are pale and have pale edges; the mean darkness of the ink makes up for that.
 */
function lineWidth(ink: ArrayLike<number>, [height, width]: Plane): number {
  const at = (y: number, x: number) => (y < 0 || x < 0 || y >= height || x >= width ? 0 : ink[y * width + x]);
  let [squares, edges] = [0, 0];
  for (let y = -1; y < height; y++)
    for (let x = -1; x < width; x++) {
      const value = at(y, x);
      squares += value * value;
      edges += Math.hypot(at(y, x + 1) - value, at(y + 1, x) - value);
    }
  return edges > 0 ? (2 * squares) / edges : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * The form of examples that are ink on plain ground; null where these are not.
 * @param greys one plane an example, its values from 0 to 1
 */
export function inkFormOf(greys: readonly Float32Array[], plane: Plane): InkForm | null {
  const [height, width] = plane;
  const last = height * width - 1;
  let corners = 0;
  for (const grey of greys) corners += (grey[0] + grey[width - 1] + grey[last - width + 1] + grey[last]) / 4;
  const ground = corners / greys.length;
  if (!(ground < plain || ground > 1 - plain)) return null;
  const inkHigh = ground < plain;
  const [sides, widths, offMass, offBox]: number[][] = [[], [], [], []];
  let share = 0;
  for (const grey of greys) {
    const ink = inkHigh ? grey : grey.map((value) => 1 - value);
    const box = inkBox(ink, plane);
    const centre = inkCentre(ink, plane);
    share += ink.reduce((sum, value) => sum + value, 0) / (ink.length * greys.length);
    if (box === null || centre === null) continue;
    sides.push(Math.max(box.bottom - box.top, box.right - box.left));
    widths.push(lineWidth(ink, plane));
    offMass.push(Math.max(Math.abs(centre[0] - height / 2), Math.abs(centre[1] - width / 2)));
    offBox.push(Math.max(Math.abs((box.top + box.bottom - height) / 2), Math.abs((box.left + box.right - width) / 2)));
  }
  if (sides.length === 0 || share > mostInk) return null;
  const side = median(sides);
  return {
    plane,
    inkHigh,
    side,
    centre: median(offMass) <= median(offBox) ? "mass" : "box",
    width: Math.min(Math.max(median(widths), 0.5), side / 4),
  };
}
