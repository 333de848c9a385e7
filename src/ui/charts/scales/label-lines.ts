import { type Box, textWidth } from "./place-labels.ts";

/** A line in pixels, and what it is called. */
export interface NamedLine {
  readonly id: string;
  readonly name: string;
  /** By x. */
  readonly points: readonly (readonly [number, number])[];
}

export interface LineLabel {
  readonly id: string;
  readonly text: string;
  /** Left end of the label, and its baseline. */
  readonly x: number;
  readonly y: number;
}

/** Places of a line that are tried. */
const tried = 14;
/** Pixels of a line that one box stands for. */
const piece = 10;
/** Further away than this, a line is not mistaken for a label's own. */
const alone = 60;
const height = 15;
/** Lines nearer to each other than this are one to the eye. */
const apart = 14;
/** From a point of a line to the middle of its label. */
const offsets = [-13, 13, -24, 24, -38, 38];
/** Of a label's area, how much of it other labels may cover before it is left out. */
const tolerated = 0.08;

/** Height of a line at a place; null before its beginning and beyond its end. */
function heightAt(points: NamedLine["points"], x: number): number | null {
  const next = points.findIndex(([at]) => at >= x);
  const [after, before] = [points[next], points[next - 1]];
  if (after === undefined) return null;
  if (after[0] === x) return after[1];
  if (before === undefined) return null;
  return before[1] + ((x - before[0]) / (after[0] - before[0])) * (after[1] - before[1]);
}

/** A line as small boxes that no label should cover. */
function boxesOf(points: NamedLine["points"]): readonly Box[] {
  const boxes: Box[] = [];
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  for (let x = first; x < last; x += piece) {
    const [from, to] = [heightAt(points, x), heightAt(points, Math.min(last, x + piece))];
    if (from !== null && to !== null)
      boxes.push({ left: x, right: x + piece, top: Math.min(from, to) - 2, bottom: Math.max(from, to) + 2 });
  }
  return boxes;
}

const shared = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const covered = (box: Box, by: readonly Box[]): number => by.reduce((sum, other) => sum + shared(box, other), 0);

/** Pixels up or down from the middle of a label to a line, over the label's width; null where the line is not there. */
function awayFrom(points: NamedLine["points"], box: Box): number | null {
  const heights = [box.left, (box.left + box.right) / 2, box.right].flatMap((x) => heightAt(points, x) ?? []);
  const middle = (box.top + box.bottom) / 2;
  return heights.length === 0 ? null : Math.min(...heights.map((height) => Math.abs(height - middle)));
}

/** Where a label beside one point of its line may stand: above and below, to either side and in the middle. */
function* placesBeside([x, y]: readonly [number, number], width: number, bounds: Box): Generator<Box> {
  for (const down of offsets)
    for (const across of [8, -width - 8, -width / 2]) {
      const left = Math.max(bounds.left, Math.min(bounds.right - width, x + across));
      const top = Math.max(bounds.top, Math.min(bounds.bottom - height, y + down - height / 2));
      yield { left, right: left + width, top, bottom: top + height };
    }
}

/**
 * Names beside the lines that they belong to, each where it covers nothing and is nearer to its own line than to the
 * others. A name that would lie on another one is left out.
 * @param sign pixels before each name that a mark takes
 * @param taken what else is drawn
 */
export function labelLines(
  lines: readonly NamedLine[],
  bounds: Box,
  sign: number,
  taken: readonly Box[] = [],
): readonly LineLabel[] {
  const drawn = [...lines.flatMap(({ points }) => boxesOf(points)), ...taken];
  const labels: Box[] = [...taken];
  return lines.flatMap((line) => {
    const width = sign + textWidth(line.name);
    if (line.points.length === 0 || width > bounds.right - bounds.left) return [];
    const others = lines.filter((other) => other !== line);
    const every = Math.max(1, Math.ceil(line.points.length / tried));
    const points = line.points.filter((_, place) => place % every === 0 || place === line.points.length - 1);
    let best: { readonly box: Box; readonly cost: number } | null = null;
    for (const point of points) {
      const crossed = others.reduce((least, other) => {
        const there = heightAt(other.points, point[0]);
        return there === null ? least : Math.min(least, Math.abs(there - point[1]));
      }, apart);
      for (const box of placesBeside(point, width, bounds)) {
        const own = awayFrom(line.points, box) ?? Math.hypot(box.left - point[0], box.top - point[1]);
        const nearest = others.reduce((least, other) => Math.min(least, awayFrom(other.points, box) ?? alone), alone);
        // as bad as being covered: to be taken for another line's name
        const mistaken = (Math.max(0, own + apart - nearest) + apart - crossed) * 12;
        const cost = 3 * covered(box, drawn) + 20 * covered(box, labels) + 4 * own + mistaken;
        if (best === null || cost < best.cost) best = { box, cost };
      }
    }
    if (best === null || covered(best.box, labels) > tolerated * width * height) return [];
    labels.push(best.box);
    return [{ id: line.id, text: line.name, x: best.box.left, y: best.box.bottom - 3 }];
  });
}
