import type { AriaRole, KeyboardEvent, PointerEvent } from "react";
import { pointerPlace } from "./pointer-place.ts";

/** A cell of a grid, counted from the top left. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface CellSetup {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  /** The cell that is read; null before one was pointed at. */
  readonly at: Cell | null;
  /** The cell in words; of a list, each row in words. */
  readonly words: string | readonly string[];
  /** From pixels, counted from the drawing's top left corner. */
  readonly locate: (x: number, y: number) => Cell;
  readonly onCell: (cell: Cell) => void;
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Where a key takes the reading in a grid; null where the key means nothing to it. */
export function cellByKey(key: string, { row, column }: Cell, rows: number, columns: number): Cell | null {
  if (key === "Home") return { row, column: 0 };
  if (key === "End") return { row, column: columns - 1 };
  const move = moves[key];
  if (move === undefined) return null;
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { row: within(row + move[0], rows), column: within(column + move[1], columns) };
}

/** Properties that let pointers, arrow keys and screen readers read a grid of cells, one at a time. */
export function cellProps({ label, rows, columns, at, words, locate, onCell }: CellSetup) {
  const cell = at ?? { row: 0, column: 0 };
  return {
    role: "slider" as AriaRole,
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 1,
    "aria-valuemax": rows * columns,
    "aria-valuenow": cell.row * columns + cell.column + 1,
    "aria-valuetext": typeof words === "string" ? words : (words[cell.row] ?? ""),
    onFocus: () => onCell(cell),
    onKeyDown(event: KeyboardEvent<SVGGElement>) {
      const next = cellByKey(event.key, cell, rows, columns);
      if (next === null) return;
      event.preventDefault();
      onCell(next);
    },
    onPointerMove(event: PointerEvent<SVGGElement>) {
      const { row, column } = locate(...pointerPlace(event));
      if (row >= 0 && row < rows && column >= 0 && column < columns) onCell({ row, column });
    },
  };
}
