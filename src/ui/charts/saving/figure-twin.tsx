import { useMemo, useState } from "react";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useRowWindow } from "../../parts/use-row-window.ts";
import { countWords, valueWords } from "../../quantities.ts";
import type { FigureTable, TableCell } from "./figure-table.ts";

interface FigureTwinProps {
  readonly label: string;
  readonly table: () => FigureTable;
}

/** CSS pixels: rows are of one height (.q-rows), so that of ten thousand only those in sight are drawn. */
const rowHeight = 34;
const height = 360;

/** A number as the twin writes it: whole ones as they are, others to three digits. */
export const cellWords = (cell: TableCell): string =>
  cell === null ? "–" : typeof cell === "string" ? cell : Number.isInteger(cell) ? countWords(cell) : valueWords(cell);

/** The same numbers as a table, folded away; made when it is opened. */
export function FigureTwin({ label, table }: FigureTwinProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="q-tool" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <Twin label={label} table={table} />}
    </details>
  );
}

function Twin({ label, table }: FigureTwinProps) {
  const made = useMemo(table, [table]);
  const { columns } = made;
  const count = made.count ?? made.rows.length;
  const { from, to, before, after, onScroll } = useRowWindow(count, rowHeight, height);
  const rowAt = (place: number) => made.rowAt?.(place) ?? made.rows[place] ?? [];
  const shown = Array.from({ length: Math.max(0, to - from) }, (_, place) => rowAt(from + place));
  const some = made.rowAt === undefined ? made.rows : shown;
  const numeric = columns.map((_, column) => some.some((row) => typeof row[column] === "number"));
  return (
    <ScrollRegion label={`${label}, as a table`} maxHeight={height} onScroll={onScroll}>
      <table className="q-table q-rows" aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((name, column) => (
              <th key={name} scope="col" className={numeric[column] ? "q-right" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {shown.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are in the figure's own order and have no other name
            <tr key={from + place} aria-rowindex={from + place + 2}>
              {row.map((cell, column) => {
                const key = columns[column] ?? column;
                const side = numeric[column] ? "q-right" : undefined;
                return column === 0 ? (
                  <th key={key} scope="row" className={side}>
                    {cellWords(cell)}
                  </th>
                ) : (
                  <td key={key} className={side}>
                    {cellWords(cell)}
                  </td>
                );
              })}
            </tr>
          ))}
          <Space height={after} />
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height: pixels }: { readonly height: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row takes no focus
  return pixels > 0 && <tr aria-hidden="true" style={{ height: pixels }} />;
}
