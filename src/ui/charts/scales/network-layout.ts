import type { MapCell, NetworkRow } from "./network-rows.ts";

/** Where a row of the map is, in CSS pixels at scale 1. */
export interface RowPlace {
  readonly top: number;
  readonly height: number;
  /** First line of the cells. */
  readonly cellsTop: number;
  readonly lines: number;
  readonly count: number;
}

/** The upright line that joins the layers of one group. */
export interface Lane {
  readonly group: string;
  readonly x: number;
  /** Rows that it touches, from top to bottom. */
  readonly rows: readonly number[];
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** From a cell to the next, and the side of a cell. */
  readonly pitch: number;
  readonly side: number;
  /** Left end of the cells; names stand left of it, or above the cells where there is little room. */
  readonly left: number;
  readonly columns: number;
  /** Names stand above the cells. */
  readonly narrow: boolean;
  /** One line of words a row. */
  readonly compact: boolean;
  readonly labelLeft: number;
  readonly rows: readonly RowPlace[];
  readonly lanes: readonly Lane[];
}

/** Cells from large to small: the largest with which the network is no taller than wanted. */
const pitches = [20, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3];

/** No cell is smaller than this: a map of a few units is rather taller than that they cannot be pointed at. */
const leastPitch = (units: number): number => (units > 4000 ? 3 : units > 1500 ? 6 : 9);
const laneWidth = 9;
const mostLanes = 8;
/** Networks of more rows than this have one line of words a row. */
const roomyRows = 12;
const edge = 2;

/** One lane a group that several rows share; lanes whose rows do not overlap stand above each other. */
function lanesOf(rows: readonly NetworkRow[]): readonly Lane[] {
  const touched = new Map<string, number[]>();
  rows.forEach(({ groups }, row) => {
    for (const group of groups) touched.set(group, [...(touched.get(group) ?? []), row]);
  });
  const ends: number[] = [];
  const lanes: Lane[] = [];
  for (const [group, at] of touched) {
    if (at.length < 2) continue;
    const [from = 0, to = 0] = [at[0], at.at(-1)];
    const free = ends.findIndex((end) => end < from);
    const lane = Math.min(mostLanes - 1, free < 0 ? ends.length : free);
    ends[lane] = Math.max(to, ends[lane] ?? to);
    lanes.push({ group, x: edge + (lane + 0.5) * laneWidth, rows: at });
  }
  return lanes;
}

interface Frame {
  readonly width: number;
  readonly left: number;
  readonly narrow: boolean;
  readonly compact: boolean;
}

function placeRows(rows: readonly NetworkRow[], pitch: number, { width, left, narrow, compact }: Frame) {
  const columns = Math.max(1, Math.floor((width - left - edge) / pitch));
  const gap = compact ? 4 : 14;
  const head = narrow ? 18 : 0;
  const words = narrow ? 0 : compact ? 16 : 34;
  let top = edge;
  const places = rows.map(({ units, after }): RowPlace => {
    const lines = Math.ceil(units.length / columns);
    const more = !narrow && !compact && after.length > 0 ? 15 : 0;
    const height = Math.max(words + more, head + lines * pitch, head);
    const place = { top, height, cellsTop: top + head, lines, count: units.length };
    top += height + gap;
    return place;
  });
  return { columns, places, height: Math.max(0, top - gap + edge) };
}

/**
 * Where every layer and unit of a network is drawn: a row a layer, its units as square cells that wrap, and one upright
 * line for each group that several layers share.
 * @param tallest height that the map should not exceed where smaller cells prevent it
 */
export function networkLayout(rows: readonly NetworkRow[], width: number, tallest: number): NetworkLayout {
  const lanes = lanesOf(rows);
  const gutter = lanes.length === 0 ? 0 : Math.max(...lanes.map(({ x }) => x)) + laneWidth;
  const narrow = width < 500;
  const compact = rows.length > roomyRows;
  const left = gutter + (narrow ? edge : width < 640 ? 152 : width < 820 ? 190 : 232);
  const frame = { width, left, narrow, compact };
  const least = leastPitch(rows.reduce((sum, { units }) => sum + units.length, 0));
  const fits = pitches.find((pitch) => pitch <= least || placeRows(rows, pitch, frame).height <= tallest) ?? least;
  const { columns, places, height } = placeRows(rows, fits, frame);
  const side = fits - (fits >= 12 ? 3 : fits >= 7 ? 2 : fits >= 4 ? 1 : 0.5);
  return { ...frame, height, pitch: fits, side, columns, labelLeft: gutter, rows: places, lanes };
}

/** Top left corner of a cell. */
export function cornerOf(layout: NetworkLayout, { row, channel }: MapCell): readonly [number, number] {
  const { columns, pitch, left } = layout;
  const top = layout.rows[row]?.cellsTop ?? 0;
  return [left + (channel % columns) * pitch, top + Math.floor(channel / columns) * pitch];
}

/** The cell at a place of the map; null between rows and beside the cells. */
export function cellAt(layout: NetworkLayout, x: number, y: number): MapCell | null {
  const { columns, pitch, left, rows } = layout;
  const column = Math.floor((x - left) / pitch);
  if (column < 0 || column >= columns) return null;
  const row = rows.findIndex(({ cellsTop, lines }) => y >= cellsTop && y < cellsTop + lines * pitch);
  const place = rows[row];
  if (place === undefined) return null;
  const channel = Math.floor((y - place.cellsTop) / pitch) * columns + column;
  return channel < place.count ? { row, channel } : null;
}
