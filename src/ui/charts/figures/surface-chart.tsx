import { useState } from "react";
import type { Surface } from "../../../core/uncertainty/surface.ts";
import { rateWords, valueWords } from "../../quantities.ts";
import { statisticWords } from "../../wording.ts";
import type { Cell } from "../interaction/cell-props.ts";
import { ColourScale } from "../marks/colour-scale.tsx";
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
        at={at}
        onAt={setAt}
      >
        {({ x, y, width, height }) => (
          <>
            {["q-diagonal-halo", "q-diagonal"].map((part) => (
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
            {peak !== null && (
              <rect
                className="q-peak"
                x={x(p.indexOf(peak.p)) - width / 2 + 1.5}
                y={y(rowOf(peak.q)) - height / 2 + 1.5}
                width={width - 3}
                height={height - 3}
              />
            )}
          </>
        )}
      </CellChart>
      <div className="q-row">
        <ColourScale name="uncertainty" low={low} high={high} colour={colour} words={valueWords} />
        <span className="q-legend">
          <span>
            <svg width="22" height="10" className="q-chart" style={{ width: 22 }} aria-hidden="true">
              <path className="q-diagonal-halo" d="M0 10L22 0" />
              <path className="q-diagonal" d="M0 10L22 0" />
            </svg>
            p = q, the band
          </span>
          <span>
            <svg width="16" height="14" className="q-chart" style={{ width: 16 }} aria-hidden="true">
              <rect className="q-peak" x="2" y="2" width="12" height="10" />
            </svg>
            highest
          </span>
        </span>
      </div>
      <p className="q-readout">
        {at === null ? "Point at a cell, or focus the chart and use the arrow keys." : words(at.row, at.column)}
      </p>
    </div>
  );
}
