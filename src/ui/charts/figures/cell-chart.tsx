import type { ReactNode } from "react";
import { type Cell, cellProps } from "../interaction/cell-props.ts";
import { ColourBar, type ColourBarProps } from "../marks/colour-scale.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { inkOn } from "../scales/cell-colour.ts";
import { ChartFrame } from "./chart-frame.tsx";

/** Where the cells are, in CSS pixels. */
export interface CellPlace {
  /** Middle of a column and of a row. */
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
  readonly width: number;
  readonly height: number;
  /** Left end of the cells, and the top of the room below everything that marks may take for a key. */
  readonly left: number;
  readonly below: number;
}

interface CellChartProps {
  /** A sentence that says what the picture shows. */
  readonly label: string;
  readonly title: string;
  /** Names of the rows from top to bottom, and of the columns from left to right. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly xTitle: string;
  /** Written above the rows' names, below the title. */
  readonly yTitle: string;
  /** Room for the rows' names. */
  readonly left?: number;
  /** Fill of a cell; null where there is nothing to show. */
  readonly colour: (row: number, column: number) => string | null;
  /** Figure written into a cell where there is room for it. */
  readonly figure: (row: number, column: number) => string;
  /** The number behind it, for the CSV; the figure as it is written if left out. */
  readonly value?: (row: number, column: number) => number;
  readonly words: (row: number, column: number) => string;
  /** What the colours stand for, written below the cells. */
  readonly scale: Omit<ColourBarProps, "x" | "y" | "room">;
  readonly at: Cell | null;
  readonly onAt: (cell: Cell) => void;
  /** Room below for what the marks stand for. */
  readonly room?: number;
  /** Marks on top of the cells. */
  readonly children?: (place: CellPlace) => ReactNode;
}

const top = 22;
const bottom = 74;
/** A cell is never wider than this, so that three of them do not fill a page. */
const widest = 110;
/** Pixels that a letter of a column's name takes. */
const letterWidth = 6.4;
/** Pixels that a figure of five letters takes. */
const figureWidth = 44;

/** A grid of coloured cells that pointers and arrow keys read one at a time. */
export function CellChart(props: CellChartProps) {
  const {
    label,
    title,
    rows,
    columns,
    xTitle,
    yTitle,
    left = 52,
    room = 0,
    colour,
    figure,
    words,
    scale,
    at,
    onAt,
    children,
  } = props;
  const table = () => ({
    columns: [`${yTitle} / ${xTitle}`, ...columns],
    rows: rows.map((name, row) => [name, ...columns.map((_, column) => (props.value ?? figure)(row, column))]),
  });
  const cellHeight = rows.length > 14 ? 18 : rows.length > 6 ? 26 : 34;
  const height = top + rows.length * cellHeight + bottom + room;
  return (
    <ChartFrame height={height} label={label} title={title} table={table}>
      {(width) => {
        const cellWidth = Math.max(8, Math.min(widest, (width - left - 4) / Math.max(1, columns.length)));
        const place: CellPlace = {
          x: (column) => left + (column + 0.5) * cellWidth,
          y: (row) => top + (row + 0.5) * cellHeight,
          width: cellWidth,
          height: cellHeight,
          left,
          below: height - room,
        };
        const floor = top + rows.length * cellHeight;
        const every = Math.ceil((12 + letterWidth * Math.max(0, ...columns.map((name) => name.length))) / cellWidth);
        const picker = cellProps({
          label: title,
          rows: rows.length,
          columns: columns.length,
          at,
          words: words(at?.row ?? 0, at?.column ?? 0),
          locate: (x, y) => ({ row: Math.floor((y - top) / cellHeight), column: Math.floor((x - left) / cellWidth) }),
          onCell: onAt,
        });
        return (
          <>
            <Unspoken>
              <text className="q-axis-title" x={0} y={12}>
                {yTitle}
              </text>
              {rows.map((name, row) => (
                <text key={name} x={left - 8} y={place.y(row)} dy="0.32em" textAnchor="end">
                  {name}
                </text>
              ))}
              {columns.map((name, column) =>
                column % every === 0 ? (
                  <text key={name} x={place.x(column)} y={floor + 16} textAnchor="middle">
                    {name}
                  </text>
                ) : null,
              )}
              <text className="q-axis-title" x={left} y={floor + 36}>
                {xTitle}
              </text>
              <ColourBar {...scale} x={left} y={floor + 50} room={width - left} />
              {rows.flatMap((rowName, row) =>
                columns.map((columnName, column) => (
                  <rect
                    key={`${rowName} ${columnName}`}
                    className="q-cell"
                    x={left + column * cellWidth}
                    y={top + row * cellHeight}
                    width={cellWidth}
                    height={cellHeight}
                    fill={colour(row, column) ?? "var(--q-sunken)"}
                  />
                )),
              )}
              {children?.(place)}
              {cellWidth >= figureWidth &&
                rows.flatMap((rowName, row) =>
                  columns.map((columnName, column) => {
                    const fill = colour(row, column);
                    return fill === null ? null : (
                      <text
                        key={`${rowName} ${columnName}`}
                        x={place.x(column)}
                        y={place.y(row)}
                        dy="0.32em"
                        textAnchor="middle"
                        style={{ fill: inkOn(fill), paintOrder: "stroke", stroke: fill, strokeWidth: 4 }}
                      >
                        {figure(row, column)}
                      </text>
                    );
                  }),
                )}
              {at !== null && (
                <rect
                  className="q-cell-at"
                  x={left + at.column * cellWidth}
                  y={top + at.row * cellHeight}
                  width={cellWidth}
                  height={cellHeight}
                />
              )}
            </Unspoken>
            <PickArea area={{ left, right: left + columns.length * cellWidth, top, bottom: floor }} {...picker} />
          </>
        );
      }}
    </ChartFrame>
  );
}
