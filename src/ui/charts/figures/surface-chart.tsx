import { useState } from "react";
import type { Surface } from "../../../core/uncertainty/surface.ts";
import { rateWords, valueWords } from "../../quantities.ts";
import { statisticWords } from "../../wording.ts";
import type { Cell } from "../interaction/cell-props.ts";
import { sequential } from "../scales/cell-colour.ts";
import { CellChart } from "./cell-chart.tsx";

interface SurfaceChartProps {
  readonly surface: Surface;
  /** Words for the two sets. */
  readonly first: string;
  readonly second: string;
  /** What it is measured on: "500 calibration examples". */
  readonly examples?: string;
}

/** White on a dark halo, so that marks are seen on every colour of the cells: broken for the diagonal, whole for the peak. */
const dashed = ["q-diagonal-halo", "q-diagonal"];
const framed = ["q-diagonal-halo", "q-peak"];
const fractionWords = (fraction: number) => Number(fraction.toFixed(3)).toString();

/** The uncertainty over both kept fractions, with the diagonal and the peak. q grows upwards. */
export function SurfaceChart({ surface, first, second, examples = "calibration examples" }: SurfaceChartProps) {
  const [at, setAt] = useState<Cell | null>(null);
  const { settings, uncertainty, mean, peak, masksDone } = surface;
  const { p, q, statistic } = settings;
  const values = uncertainty[statistic];
  const known = Array.from(values).filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const colour = sequential(low, high);
  const cellOf = (row: number, column: number) => column * q.length + (q.length - 1 - row);
  const rowOf = (rate: number) => q.length - 1 - q.indexOf(rate);
  const name = statisticWords[statistic];
  const words = (row: number, column: number) => {
    const cell = cellOf(row, column);
    const rates = `p = ${rateWords(p[column] ?? Number.NaN)} of ${first}, q = ${rateWords(q[q.length - 1 - row] ?? Number.NaN)} of ${second}`;
    return `${rates}: ${name.toLowerCase()} ${valueWords(values[cell] ?? Number.NaN)}, mean worth ${rateWords(mean[cell] ?? Number.NaN)}`;
  };
  const summit = peak === null ? "" : ` Highest: ${words(rowOf(peak.q), p.indexOf(peak.p))}.`;
  return (
    <div className="q-block">
      <CellChart
        label={`${name} over the kept fractions of two sets of layers, ${masksDone} masks a cell on ${examples}.${summit}`}
        title={`${name} on ${examples}`}
        rows={q.toReversed().map(fractionWords)}
        columns={p.map(fractionWords)}
        xTitle={`p, kept fraction of ${first}`}
        yTitle={`q, kept fraction of ${second}`}
        colour={(row, column) => colour(values[cellOf(row, column)] ?? Number.NaN)}
        figure={(row, column) => valueWords(Number((values[cellOf(row, column)] ?? Number.NaN).toPrecision(2)))}
        value={(row, column) => values[cellOf(row, column)] ?? Number.NaN}
        words={words}
        scale={{ name: "uncertainty", low, high, colour, words: valueWords }}
        room={22}
        at={at}
        onAt={setAt}
      >
        {({ x, y, width, height, left, below }) => (
          <>
            {dashed.map((part) => (
              <path
                key={part}
                className={part}
                d={p
                  .flatMap((rate, column) => {
                    const row = q.indexOf(rate);
                    return row < 0 ? [] : [`${column === 0 ? "M" : "L"}${x(column)} ${y(q.length - 1 - row)}`];
                  })
                  .join("")}
              />
            ))}
            {peak !== null &&
              framed.map((part) => (
                <rect
                  key={part}
                  className={part}
                  x={x(p.indexOf(peak.p)) - width / 2 + 1.5}
                  y={y(rowOf(peak.q)) - height / 2 + 1.5}
                  width={width - 3}
                  height={height - 3}
                />
              ))}
            <g transform={`translate(${left},${below})`}>
              {dashed.map((part) => (
                <path key={part} className={part} d="M0 8H22" />
              ))}
              <text x={30} y={12}>
                p = q, the band
              </text>
              {framed.map((part) => (
                <rect key={part} className={part} x={141} y={2.5} width={13} height={11} />
              ))}
              <text x={162} y={12}>
                highest
              </text>
            </g>
          </>
        )}
      </CellChart>
      <p className="q-readout">
        {at === null ? "Point at a cell, or focus the chart and use the arrow keys." : words(at.row, at.column)}
      </p>
    </div>
  );
}
