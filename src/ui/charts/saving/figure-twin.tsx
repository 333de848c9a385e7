import { useState } from "react";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countWords, valueWords } from "../../quantities.ts";
import type { FigureTable, TableCell } from "./figure-table.ts";

interface FigureTwinProps {
  readonly label: string;
  readonly table: () => FigureTable;
}

const cellWords = (cell: TableCell): string =>
  cell === null
    ? "–"
    : typeof cell === "string"
      ? cell
      : Number.isInteger(cell) && Math.abs(cell) >= 1000
        ? countWords(cell)
        : valueWords(cell);

/** The same numbers as a table, folded away; made when it is opened. */
export function FigureTwin({ label, table }: FigureTwinProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="q-tool" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <Twin label={label} {...table()} />}
    </details>
  );
}

function Twin({ label, columns, rows }: FigureTable & { readonly label: string }) {
  return (
    <ScrollRegion label={`${label}, as a table`} maxHeight={360}>
      <table className="q-table">
        <thead>
          <tr>
            {columns.map((name, column) => (
              <th
                key={name}
                scope="col"
                className={column > 0 && typeof rows[0]?.[column] === "number" ? "q-right" : undefined}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are in the figure's own order and have no other name
            <tr key={place}>
              {row.map((cell, column) => {
                const key = columns[column] ?? column;
                return column === 0 ? (
                  <th key={key} scope="row">
                    {cellWords(cell)}
                  </th>
                ) : (
                  <td key={key} className={typeof cell === "number" ? "q-right" : undefined}>
                    {cellWords(cell)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
