import { type Box, placeLabels, textWidth } from "./place-labels.ts";

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
/** Further apart than this, lines are as good as alone. */
const alone = 44;
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

/** Where on a line its name is least mistaken for another's. */
function anchorOf(line: NamedLine, others: readonly NamedLine[]): readonly [number, number] | undefined {
  const every = Math.max(1, Math.ceil(line.points.length / tried));
  const candidates = line.points.filter((_, place) => place % every === 0 || place === line.points.length - 1);
  const apart = ([x, y]: readonly [number, number]) =>
    others.reduce((least, other) => {
      const height = heightAt(other.points, x);
      return height === null ? least : Math.min(least, Math.abs(height - y));
    }, alone);
  return candidates.reduce<readonly [number, number] | undefined>(
    (best, candidate) => (best === undefined || apart(candidate) > apart(best) + 1 ? candidate : best),
    undefined,
  );
}

/**
 * Names beside the lines that they belong to, each where its line is furthest from the others. A name that would lie on
 * another one is left out.
 * @param sign pixels before each name that a mark takes
 * @param taken what else is drawn
 */
export function labelLines(
  lines: readonly NamedLine[],
  bounds: Box,
  sign: number,
  taken: readonly Box[] = [],
): readonly LineLabel[] {
  const anchored = lines.flatMap((line) => {
    const at = anchorOf(
      line,
      lines.filter((other) => other !== line),
    );
    return at === undefined ? [] : [{ line, x: at[0], y: at[1], width: sign + textWidth(line.name) }];
  });
  const placed = placeLabels(anchored, bounds, [...lines.flatMap(({ points }) => boxesOf(points)), ...taken]);
  const kept: Box[] = [...taken];
  return anchored.flatMap(({ line, width }, at) => {
    const label = placed[at];
    if (label === undefined) return [];
    const wanted = label.anchor === "start" ? label.x : label.x - width;
    const x = Math.max(bounds.left, Math.min(bounds.right - width, wanted));
    const box = { left: x, right: x + width, top: label.y - 11, bottom: label.y + 3 };
    const covered = kept.reduce((sum, other) => sum + shared(box, other), 0);
    if (covered > tolerated * width * 14 || width > bounds.right - bounds.left) return [];
    kept.push(box);
    return [{ id: line.id, text: line.name, x, y: label.y }];
  });
}

const shared = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
