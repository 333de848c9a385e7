/** A label that wants to stand beside a mark. Pixels. */
export interface Wanted {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where it stands: the end that is at `x`, and its baseline. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const lineHeight = 14;
const gap = 12;
/** Baselines below the middle of a mark. */
const rows = [4, -8, 16, -20, 28];

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/**
 * Places labels one after the other beside their marks, right or left, level, above or below: each where it covers
 * least of the marks, of the labels before it and of what lies outside.
 * @param bounds the room there is
 * @param lines what else is drawn that no label should run across
 */
export function placeLabels(
  wanted: readonly Wanted[],
  bounds: Box,
  lines: readonly Box[] = [],
): readonly PlacedLabel[] {
  const marks = wanted.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  const taken: Box[] = [...marks, ...lines];
  return wanted.map(({ x, y, width }) => {
    let best: { readonly place: PlacedLabel; readonly box: Box; readonly cost: number } | null = null;
    for (const [order, below] of rows.entries())
      for (const anchor of ["start", "end"] as const) {
        const at = anchor === "start" ? x + gap : x - gap;
        const box = {
          left: anchor === "start" ? at : at - width,
          right: anchor === "start" ? at + width : at,
          top: y + below - 11,
          bottom: y + below - 11 + lineHeight,
        };
        const area = (box.right - box.left) * lineHeight;
        const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
        const cost = covered + 4 * (area - overlap(box, bounds)) + order + (anchor === "end" ? 0.5 : 0);
        if (best === null || cost < best.cost) best = { place: { x: at, y: y + below, anchor }, box, cost };
      }
    if (best === null) return { x, y, anchor: "start" };
    taken.push(best.box);
    return best.place;
  });
}

/** Pixels that a text of twelve takes, about. */
export function textWidth(text: string): number {
  return 6.6 * text.length;
}
