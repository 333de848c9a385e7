import type { Plane } from "../dataset/pairing.ts";
import { FailureError } from "../failure.ts";
import { type InkForm, inkBox, inkCentre } from "./ink-form.ts";
import { resampleArea } from "./resample-area.ts";

/** Ink that stands out less from its ground than this is none. */
const leastContrast = 0.1;
/** Of the strongest ink: what is paler is ground, such as the grain of paper. */
const grain = 0.25;

/** The middle one of the values along the border. */
export function groundOf(grey: Float32Array, [height, width]: Plane): number {
  const border: number[] = [];
  grey.forEach((value, at) => {
    const [y, x] = [Math.floor(at / width), at % width];
    if (y === 0 || x === 0 || y === height - 1 || x === width - 1) border.push(value);
  });
  border.sort((a, b) => a - b);
  return border[Math.floor(border.length / 2)] ?? 0;
}

/**
 * A picture of something written, on whatever ground, as the examples are: cut out, scaled to their size and put into the
 * middle as they are (see `drawStrokes`). A picture of the size of the frame stays as it is; at most it is inverted.
 * @param grey values from 0 to 1, height x width
 * @returns ink from 0 to 1, of the form's plane
 * @throws FailureError dataset-invalid where nothing stands out from the ground
 */
export function inkOfPicture(grey: Float32Array, plane: Plane, form: InkForm): Float32Array {
  const ground = groundOf(grey, plane);
  const [height, width] = form.plane;
  if (plane[0] === height && plane[1] === width) return ground > 0.5 ? grey.map((value) => 1 - value) : grey;
  const contrast = grey.reduce((most, value) => Math.max(most, Math.abs(value - ground)), 0);
  if (contrast < leastContrast)
    throw new FailureError({
      kind: "dataset-invalid",
      message: "Nothing in the picture stands out from its ground.",
      advice: "Try dark writing on light paper, or the other way round, without transparency.",
    });
  const ink = grey.map((value) => Math.max(0, Math.abs(value - ground) / contrast - grain) / (1 - grain));
  const box = inkBox(ink, plane) ?? { top: 0, left: 0, bottom: plane[0], right: plane[1] };
  const scale = form.side / Math.max(box.bottom - box.top, box.right - box.left);
  const to: Plane = [
    Math.min(height, Math.max(1, Math.round((box.bottom - box.top) * scale))),
    Math.min(width, Math.max(1, Math.round((box.right - box.left) * scale))),
  ];
  const small = resampleArea(ink, plane, 1, box, to);
  const centre = (form.centre === "mass" ? inkCentre(small, to) : null) ?? [to[0] / 2, to[1] / 2];
  const start = (frame: number, middle: number, size: number) =>
    Math.min(frame - size, Math.max(0, Math.round(frame / 2 - middle)));
  const [top, left] = [start(height, centre[0], to[0]), start(width, centre[1], to[1])];
  const placed = new Float32Array(height * width);
  for (let y = 0; y < to[0]; y++) placed.set(small.subarray(y * to[1], (y + 1) * to[1]), (top + y) * width + left);
  return placed;
}
