import { useMemo, useState } from "react";
import type { FigureTable, TableCell } from "../../charts/saving/figure-table.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useRowWindow } from "../../parts/use-row-window.ts";
import { countWords, valueWords } from "../../quantities.ts";

interface NetworkTableProps {
  readonly label: string;
  readonly table: () => FigureTable;
}

/** CSS pixels: rows are of one height (.q-rows), so that of ten thousand only those in sight are drawn. */
const rowHeight = 34;
const height = 360;

/** The map's numbers as a table, folded away. */
export function NetworkTable({ label, table }: NetworkTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="q-tool" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <Rows label={label} table={table} />}
    </details>
  );
}

const words = (cell: TableCell): string =>
  cell === null ? "–" : typeof cell === "string" ? cell : Number.isInteger(cell) ? countWords(cell) : valueWords(cell);

function Rows({ label, table }: NetworkTableProps) {
  const { columns, rows } = useMemo(table, [table]);
  const { from, to, before, after, onScroll } = useRowWindow(rows.length, rowHeight, height);
  return (
    <ScrollRegion label={`${label}, as a table`} maxHeight={height} onScroll={onScroll}>
      <table className="q-table q-rows" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {rows.slice(from, to).map((row, place) => (
            <tr key={row[0]} aria-rowindex={from + place + 2}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={columns[column]} scope="row">
                    {words(cell)}
                  </th>
                ) : (
                  <td key={columns[column]} className={typeof cell === "number" ? "q-right" : undefined}>
                    {words(cell)}
                  </td>
                ),
              )}
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
