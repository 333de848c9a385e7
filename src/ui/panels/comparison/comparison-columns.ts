import type { ComparisonRow } from "../../../state/comparison-of.ts";
import type { TableCell } from "../../charts/saving/figure-table.ts";
import { bytesWords, countWords, intervalWords, rateWords, valueWords } from "../../quantities.ts";
import { chanceWords, signedWords } from "./comparison-words.ts";

export interface ComparisonColumn {
  readonly title: string;
  /** What rows are sorted by; null goes last. */
  readonly value: (row: ComparisonRow) => number | string | null;
  /** The figure, and its interval below. */
  readonly words: (row: ComparisonRow) => readonly string[];
  /** Columns of the CSV, and a row's cells in them. */
  readonly names: readonly string[];
  readonly cells: (row: ComparisonRow) => readonly TableCell[];
}

interface Said {
  readonly value: number;
  readonly interval: readonly [number, number];
}

const none = ["–"] as const;

/** A figure with its interval. */
function figure(
  title: string,
  name: string,
  of: (row: ComparisonRow) => Said | null,
  say: (value: number) => string = rateWords,
): ComparisonColumn {
  return {
    title,
    value: (row) => of(row)?.value ?? null,
    words: (row) => {
      const said = of(row);
      return said === null ? none : [say(said.value), said.interval.map(say).join(" to ")];
    },
    names: [name, `${name}_from`, `${name}_to`],
    cells: (row) => {
      const said = of(row);
      return said === null ? [null, null, null] : [said.value, ...said.interval];
    },
  };
}

/** A number without an interval. */
function count(
  title: string,
  name: string,
  of: (row: ComparisonRow) => number | null,
  say: (value: number) => string = countWords,
): ComparisonColumn {
  return {
    title,
    value: of,
    words: (row) => {
      const value = of(row);
      return value === null ? none : [say(value)];
    },
    names: [name],
    cells: (row) => [of(row)],
  };
}

interface ColumnSetup {
  /** "Accuracy", "Agreement" or "Explained variance". */
  readonly measure: string;
  /** Examples in a pass whose time was taken. */
  readonly batch: number;
  /** What the differences are against. */
  readonly reference: string;
}

/** What is known of each network, after its name. */
export function comparisonColumns({ measure, batch, reference }: ColumnSetup): readonly ComparisonColumn[] {
  const stem = measure.toLowerCase().replaceAll(" ", "_");
  return [
    figure(`Validation ${measure.toLowerCase()}`, `validation_${stem}`, ({ validation }) => validation),
    figure(`Test ${measure.toLowerCase()}`, `test_${stem}`, ({ test }) => test),
    figure(
      `Less ${reference}`,
      "difference",
      ({ paired }) => paired && { value: paired.difference, interval: paired.interval },
      signedWords,
    ),
    count("p (McNemar)", "p_mcnemar_exact", ({ paired }) => paired?.exactP ?? null, chanceWords),
    count("Units", "units", ({ costs }) => costs.units),
    count("Parameters", "parameters", ({ costs }) => costs.parameters),
    count("MACs", "macs", ({ costs }) => costs.macs),
    count("Weights", "weight_bytes", ({ costs }) => costs.bytes, bytesWords),
    {
      title: `ms a pass of ${countWords(batch)}`,
      value: ({ latency }) => latency?.median ?? null,
      words: ({ latency }) =>
        latency === null
          ? none
          : [valueWords(latency.median), `${valueWords(latency.quartiles[0])} to ${valueWords(latency.quartiles[1])}`],
      names: ["ms_median", "ms_lower_quartile", "ms_upper_quartile"],
      cells: ({ latency }) => (latency === null ? [null, null, null] : [latency.median, ...latency.quartiles]),
    },
    {
      title: "Of the full one’s time",
      value: ({ timeShare }) => timeShare?.value ?? null,
      words: ({ timeShare }) =>
        timeShare === null
          ? none
          : [rateWords(timeShare.value), ...(timeShare.interval ? [intervalWords(timeShare.interval)] : [])],
      names: ["time_share", "time_share_from", "time_share_to"],
      cells: ({ timeShare }) => [
        timeShare?.value ?? null,
        timeShare?.interval?.[0] ?? null,
        timeShare?.interval?.[1] ?? null,
      ],
    },
    figure(
      "Calibration error",
      "calibration_error",
      ({ reliability }) => reliability && { value: reliability.error, interval: reliability.interval },
    ),
    count("Lost", "flips_lost", ({ flipped }) => flipped?.lost ?? null),
    count("Won", "flips_won", ({ flipped }) => flipped?.won ?? null),
    count("Evaluations", "evaluations", ({ evaluations }) => evaluations),
  ];
}

/** Rows by a column, up or down; what has no value goes last either way. */
export function sortedRows(
  rows: readonly ComparisonRow[],
  value: ComparisonColumn["value"],
  down: boolean,
): readonly ComparisonRow[] {
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === "string" || typeof second === "string")
      return sign * String(first).localeCompare(String(second));
    return sign * (first - second);
  });
}
