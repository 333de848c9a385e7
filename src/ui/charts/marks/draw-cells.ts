import type { MapView } from "../interaction/use-map-zoom.ts";
import { cornerOf, type NetworkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";
import { shadeColour, shadeSteps, type UnitShades } from "../scales/unit-shade.ts";

/** How the units look: one number a player. */
export interface CellLook {
  readonly shades: UnitShades;
  /** 1 where the unit is in the network, 0 where it was cut, between them on its way. */
  readonly presence: Float32Array;
  /** 0 free, 1 locked in, 2 locked out. */
  readonly locks: Uint8Array;
}

/** Colours of the page's scheme. */
export interface CellInks {
  readonly surface: string;
  readonly neutral: string;
  readonly edge: string;
  readonly ink: string;
}

export const shadeColours: readonly string[] = Array.from({ length: shadeSteps }, (_, step) => shadeColour(step));

/** Cells from one number to the one before another, counted row by row. */
export interface CellPart {
  readonly from: number;
  readonly to: number;
}

const allCells: CellPart = { from: 0, to: Number.POSITIVE_INFINITY };

/** Below this many pixels a side there is no room for edges, and below the other none for the opening. */
const roomForEdge = 6;
const roomForOpening = 3;
/** What is left of a unit that was cut: it can still be found. */
export const left = { alpha: 0.3, side: 0.5 };

type Context = Pick<
  CanvasRenderingContext2D,
  | "fillRect"
  | "strokeRect"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "globalAlpha"
>;

/** A unit's lock: a heavy frame where it stays, a cross where it goes. */
function drawLock(context: Context, lock: number, x: number, y: number, side: number, inks: CellInks): void {
  context.globalAlpha = 1;
  context.strokeStyle = inks.ink;
  context.lineWidth = Math.max(1.5, Math.min(4, side / 7));
  if (lock === 1) {
    context.strokeRect(x - 0.5, y - 0.5, side + 1, side + 1);
    return;
  }
  const reach = side * 0.16;
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + side + reach, y + side + reach);
  context.moveTo(x + side + reach, y - reach);
  context.lineTo(x - reach, y + side + reach);
  context.stroke();
}

/**
 * Draws the cells that are in sight: filled by power, opened in the middle as far as the power is not certain, faded and
 * small where the unit was cut, an empty frame where a channel must stay.
 * @param seen height of what is seen, in CSS pixels
 * @param part which of them, where they are not drawn all at once
 */
export function drawCells(
  context: Context,
  rows: readonly NetworkRow[],
  layout: NetworkLayout,
  { shades, presence, locks }: CellLook,
  { k, x: dx, y: dy }: MapView,
  inks: CellInks,
  seen: number,
  part: CellPart = allCells,
): void {
  const whole = layout.side * k;
  let before = 0;
  rows.forEach(({ units }, row) => {
    const place = layout.rows[row];
    const [from, to] = [Math.max(0, part.from - before), Math.min(units.length, part.to - before)];
    before += units.length;
    if (place === undefined || place.top * k + dy > seen || (place.top + place.height) * k + dy < 0) return;
    for (let channel = from; channel < to; channel++) {
      const [cornerX, cornerY] = cornerOf(layout, { row, channel });
      const [x, y] = [cornerX * k + dx, cornerY * k + dy];
      if (y > seen || y + whole < 0 || x > layout.width || x + whole < layout.left) continue;
      const player = units[channel] ?? -1;
      if (player < 0) {
        context.globalAlpha = 0.55;
        context.strokeStyle = inks.edge;
        context.lineWidth = 1;
        if (whole >= roomForOpening) context.strokeRect(x + 0.5, y + 0.5, whole - 1, whole - 1);
        continue;
      }
      const here = presence[player] ?? 1;
      const side = whole * (left.side + (1 - left.side) * here);
      const inset = (whole - side) / 2;
      const step = shades.step[player] ?? -1;
      context.globalAlpha = left.alpha + (1 - left.alpha) * here;
      context.fillStyle = step < 0 ? inks.neutral : (shadeColours[step] ?? inks.neutral);
      context.fillRect(x + inset, y + inset, side, side);
      const opening = step < 0 || side < roomForOpening ? 0 : side * 0.72 * (shades.doubt[player] ?? 0);
      if (opening >= 1) {
        context.fillStyle = inks.surface;
        context.fillRect(x + (whole - opening) / 2, y + (whole - opening) / 2, opening, opening);
      }
      if (whole >= roomForEdge) {
        context.globalAlpha *= step < 0 ? 0.9 : 0.55;
        context.strokeStyle = inks.edge;
        context.lineWidth = 1;
        context.strokeRect(x + inset + 0.5, y + inset + 0.5, side - 1, side - 1);
      }
      const lock = locks[player] ?? 0;
      if (lock > 0) drawLock(context, lock, x, y, whole, inks);
    }
  });
  context.globalAlpha = 1;
}
