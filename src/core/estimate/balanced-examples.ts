import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { fewestExamplesEach } from "../game/example-blocks.ts";
import type { RandomSource } from "../random/random-source.ts";
import { drawBernoulli } from "./bernoulli-coalitions.ts";

/** Coalitions of a pilot at most, the share of the budget that it takes at most, and the fewest that say anything; ours. */
const pilotCoalitions = 32;
const pilotShare = 0.1;
const fewestPiloted = 8;

/** Share of the variance between coalitions that a sum of unit effects leaves over, in want of anything better; ours. */
const unexplained = 0.5;

/** What a pilot found. */
export interface Balance {
  /** Examples a coalition. */
  readonly each: number;
  /** Evaluations of all examples that it took. */
  readonly spent: number;
  /** Variance of the worth between coalitions, and of single examples beyond what coalition and example explain. */
  readonly between: number;
  readonly within: number;
}

/** Evaluations of all examples that a pilot may take of a budget; 0 where the budget is too small for one. */
export function pilotFor(evaluations: number): number {
  const wanted = 2 * Math.floor(Math.min(pilotCoalitions, pilotShare * evaluations) / 2);
  return wanted < fewestPiloted ? 0 : wanted;
}

/** Variances of a table with rows and columns taken out of the second (two-way analysis of variance, one value a cell). */
export function tableVariances(
  table: Float64Array,
  rows: number,
  columns: number,
): { between: number; within: number } {
  const ofRow = new Float64Array(rows);
  const ofColumn = new Float64Array(columns);
  let mean = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = table[row * columns + column];
      ofRow[row] += value / columns;
      ofColumn[column] += value / rows;
      mean += value / (rows * columns);
    }
  let within = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      within += (table[row * columns + column] - ofRow[row] - ofColumn[column] + mean) ** 2;
  const between = ofRow.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rows - 1);
  return { between, within: within / ((rows - 1) * (columns - 1)) };
}

/**
 * Examples a coalition that make the most of the cost (two-stage sampling, Cochran 1977, section 10.6). With m of M examples
 * the variance of a row is s² + w (1/m - 1/M): s² what the fit leaves between coalitions, w what varies within; it costs
 * c0 + m examples. The product is least at m = root of c0 w / (s² - w/M).
 * @param overhead c0: what a coalition costs besides its examples, in examples
 * @returns `all` where fewer do not pay
 */
export function balancedEach(between: number, within: number, all: number, overhead: number): number {
  const rest = unexplained * between - within / all;
  if (!(rest > 0)) return all;
  return Math.min(all, Math.max(fewestExamplesEach, Math.round(Math.sqrt((overhead * within) / rest))));
}

/**
 * Plays a few coalitions on all examples to balance coalition noise and example noise (METHOD section 5).
 * @param perExample what every example gives for every coalition, rows x examples
 * @param overhead what a coalition costs besides its examples, in examples
 * @param bias of the coalitions; null for coalitions and their complements at 1/2, whose half differences are the rows then
 * @param evaluations the budget that the pilot is taken from
 */
export async function balanceExamples(
  perExample: (batch: CoalitionBatch) => Promise<ArrayLike<number>>,
  players: number,
  examples: number,
  overhead: number,
  bias: number | null,
  evaluations: number,
  random: RandomSource,
): Promise<Balance> {
  const rows = pilotFor(evaluations);
  if (rows === 0 || examples < 2) return { each: examples, spent: 0, between: 0, within: 0 };
  const members = new Uint8Array(rows * players);
  for (let row = 0; row < rows; row++) {
    const drawn = members.subarray(row * players, (row + 1) * players);
    if (bias !== null || row % 2 === 0) drawBernoulli(drawn, bias ?? 0.5, random);
    else for (let i = 0; i < players; i++) drawn[i] = 1 - members[(row - 1) * players + i];
  }
  const values = await perExample({ players, rows, members });
  const wide = examples;
  const table =
    bias !== null
      ? Float64Array.from(values)
      : Float64Array.from({ length: (rows / 2) * wide }, (_, at) => {
          const from = 2 * Math.floor(at / wide) * wide + (at % wide);
          return (values[from] - values[from + wide]) / 2;
        });
  const { between, within } = tableVariances(table, table.length / wide, wide);
  return { each: balancedEach(between, within, examples, overhead), spent: rows, between, within };
}
