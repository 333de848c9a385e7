import { useElementSize, useMergedRef } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef } from "react";
import { noteFigure } from "../saving/drawn-figures.ts";
import type { FigureTable } from "../saving/figure-table.ts";
import { FigureTwin } from "../saving/figure-twin.tsx";
import { SaveFigure } from "../saving/save-figure.tsx";
import type { PictureKey } from "../saving/svg-text.ts";

interface ChartFrameProps {
  /** A sentence that says what the picture shows, for those who do not see it. */
  readonly label: string;
  /** In CSS pixels; of the width where a key takes more lines on a narrow page. */
  readonly height: number | ((width: number) => number);
  /** Of the value axis, where it may be too long for one line. */
  readonly title?: string;
  /** The numbers drawn: the CSV, and the table that stands below the figure, folded. */
  readonly table: () => FigureTable;
  /** What colours stand for, written into saved pictures: on the page a list beside the figure says it. */
  readonly keys?: readonly PictureKey[] | undefined;
  readonly children: (width: number) => ReactNode;
}

/** Width before the first measurement, and where nothing can be measured. */
const fallbackWidth = 720;

/** An SVG as wide as its place, drawn in CSS pixels; it can be saved. */
export function ChartFrame({ label, height, title, table, keys, children }: ChartFrameProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const figure = useRef<HTMLElement>(null);
  useEffect(() => noteFigure(figure.current, { label, title: title ?? null, keys, table }));
  const drawn = width > 0 ? Math.max(260, width) : fallbackWidth;
  const tall = typeof height === "number" ? height : height(drawn);
  return (
    <figure ref={useMergedRef(ref, figure)} aria-label={label}>
      {title !== undefined && (
        <p className="q-chart-title" aria-hidden="true">
          {title}
        </p>
      )}
      <svg className="q-chart" role="presentation" height={tall} viewBox={`0 0 ${drawn} ${tall}`}>
        {children(drawn)}
      </svg>
      <div className="q-tools">
        <SaveFigure figure={figure} label={label} title={title ?? null} table={table} keys={keys} />
        <FigureTwin label={title ?? label} table={table} />
      </div>
    </figure>
  );
}
