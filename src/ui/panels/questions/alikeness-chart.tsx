import { useState } from "react";
import { CellChart } from "../../charts/figures/cell-chart.tsx";
import type { Cell } from "../../charts/interaction/cell-props.ts";
import { sequential } from "../../charts/scales/cell-colour.ts";
import { rateWords } from "../../quantities.ts";

interface AlikenessChartProps {
  readonly title: string;
  readonly biases: readonly number[];
  /** Entry a * biases.length + b compares bias a with bias b. */
  readonly values: Float64Array;
  readonly saying: (a: string, b: string, value: string) => string;
}

const biasWords = (bias: number) => Number(bias.toFixed(3)).toString();

/** How alike the rankings at any two biases are. */
export function AlikenessChart({ title, biases, values, saying }: AlikenessChartProps) {
  const [at, setAt] = useState<Cell | null>(null);
  const size = biases.length;
  const valueAt = (row: number, column: number) => values[row * size + column] ?? Number.NaN;
  const least = Math.min(...values.filter(Number.isFinite), 1);
  const low = Math.min(Math.floor(10 * least) / 10, 0.9);
  const colour = sequential(low, 1);
  const names = biases.map(biasWords);
  const words = (row: number, column: number) =>
    saying(names[row] ?? "", names[column] ?? "", rateWords(valueAt(row, column)));
  return (
    <div className="q-block">
      <CellChart
        label={`${title} between the rankings at ${names[0]} to ${names.at(-1)}: least ${rateWords(least)}.`}
        title={title}
        rows={names}
        columns={names}
        xTitle="d"
        yTitle="d"
        left={44}
        colour={(row, column) => colour(valueAt(row, column))}
        figure={(row, column) => valueAt(row, column).toFixed(2)}
        value={valueAt}
        words={words}
        scale={{ name: "alike", low, high: 1, colour, words: (value) => value.toFixed(1) }}
        at={at}
        onAt={setAt}
      />
      <p className="q-readout">
        {at === null ? "Point at a cell, or focus the chart and use the arrow keys." : words(at.row, at.column)}
      </p>
    </div>
  );
}
