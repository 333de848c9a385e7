import type { NetworkLayout } from "../scales/network-layout.ts";
import type { MapCell } from "../scales/network-rows.ts";

/** The cell nearest to a column on one line of a row. */
function onLine(layout: NetworkLayout, row: number, line: number, column: number): MapCell {
  const count = layout.rows[row]?.count ?? 1;
  const last = Math.min(count, (line + 1) * layout.columns) - 1;
  return { row, channel: Math.max(0, Math.min(last, line * layout.columns + column)) };
}

/** The next row in a direction that has cells. */
function rowBeside(layout: NetworkLayout, row: number, by: 1 | -1): number | null {
  for (let at = row + by; at >= 0 && at < layout.rows.length; at += by)
    if ((layout.rows[at]?.count ?? 0) > 0) return at;
  return null;
}

/**
 * Where a key takes the reading of the map: left and right from unit to unit, up and down from line to line and on to
 * the next layer, Page Up and Page Down from layer to layer. Null where the key means nothing to it.
 */
export function walkMap(key: string, { row, channel }: MapCell, layout: NetworkLayout): MapCell | null {
  const { columns, rows } = layout;
  const count = rows[row]?.count ?? 0;
  const [line, column] = [Math.floor(channel / columns), channel % columns];
  const toRow = (by: 1 | -1, along: (next: number) => number): MapCell => {
    const next = rowBeside(layout, row, by);
    return next === null ? { row, channel } : onLine(layout, next, along(next), column);
  };
  switch (key) {
    case "ArrowRight":
      return { row, channel: Math.min(count - 1, channel + 1) };
    case "ArrowLeft":
      return { row, channel: Math.max(0, channel - 1) };
    case "ArrowDown":
      return line + 1 < (rows[row]?.lines ?? 1) ? onLine(layout, row, line + 1, column) : toRow(1, () => 0);
    case "ArrowUp":
      return line > 0 ? onLine(layout, row, line - 1, column) : toRow(-1, (next) => (rows[next]?.lines ?? 1) - 1);
    case "PageDown":
      return toRow(1, () => 0);
    case "PageUp":
      return toRow(-1, () => 0);
    case "Home":
      return { row, channel: 0 };
    case "End":
      return { row, channel: count - 1 };
    default:
      return null;
  }
}
