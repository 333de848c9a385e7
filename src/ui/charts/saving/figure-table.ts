import Papa from "papaparse";

export type TableCell = string | number | null;

/** The numbers that a figure draws: what stands beside it as a table, and what its CSV holds. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Of tables whose rows are made when they are asked for (see `tableOfRows`): how many, and one of them. */
  readonly count?: number;
  readonly rowAt?: (place: number) => readonly TableCell[];
}

/**
 * A table of thousands of rows, each made when it is asked for: the twin shows a few of them at a time, and while an
 * answer streams in they are others with every step. All at once they are made for the file only.
 */
export function tableOfRows(
  columns: readonly string[],
  count: number,
  rowAt: (place: number) => readonly TableCell[],
): FigureTable & { readonly count: number; rowAt(place: number): readonly TableCell[] } {
  let made: FigureTable["rows"] | null = null;
  return {
    columns,
    count,
    rowAt,
    get rows() {
      made ??= Array.from({ length: count }, (_, place) => rowAt(place));
      return made;
    },
  };
}

/** Letters with which a spreadsheet would begin a formula. */
const formula = /^[=+\-@\t\r]/;

/** A text that a spreadsheet reads as a text: names come from files and from people. */
const harmless = (cell: TableCell): TableCell => (typeof cell === "string" && formula.test(cell) ? `'${cell}` : cell);

/** The table as CSV (RFC 4180), with a header; numbers at full length, what is not finite left empty. */
export function csvText({ columns, rows }: FigureTable): string {
  const data = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" && !Number.isFinite(cell) ? null : harmless(cell))),
  );
  return `${Papa.unparse({ fields: [...columns], data })}\r\n`;
}
