import type { ReactNode } from "react";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import type { PowerIndex } from "../../../core/power/power-index.ts";
import type { TinyGame } from "../../../state/answers.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { rateWords, solvedWords } from "../../quantities.ts";

/** A column's title and its cell for a player. */
type Column = readonly [string, (player: number) => ReactNode];

/** Every player's exact indices, estimate and share in each solution. */
export function TinyTable({ game, index }: { readonly game: TinyGame; readonly index: PowerIndex }) {
  const { names, exact, estimate, solutions } = game;
  const intervals = estimate === null ? [] : confidenceIntervals(estimate);
  const words = (values: Float64Array | undefined, player: number) => solvedWords(values?.[player] ?? Number.NaN);
  const estimated = (player: number) => {
    const interval = intervals[player];
    return (
      <>
        {words(estimate?.power, player)}
        {interval && (
          <small className="q-line">
            {solvedWords(interval[0])} to {solvedWords(interval[1])}
          </small>
        )}
      </>
    );
  };
  const bounds = (player: number) =>
    solutions?.coreBounds
      ? `${words(solutions.coreBounds.least, player)} to ${words(solutions.coreBounds.most, player)}`
      : "empty";
  const of = (name: string, values: Float64Array): Column => [name, (player) => words(values, player)];
  const columns: Column[] = [of("Shapley", exact.shapley), of("Banzhaf", exact.banzhaf)];
  if (index.kind === "biased-banzhaf") columns.push(of(`d = ${rateWords(index.bias)}`, exact.chosen));
  if (estimate !== null) columns.push(["Estimate", estimated]);
  if (solutions !== null)
    columns.push(
      ["Core", bounds],
      of("Least core", solutions.leastCore.allocation),
      of("Nucleolus", solutions.nucleolus),
      of("Kernel", solutions.kernel.allocation),
    );
  return (
    <ScrollRegion label="Players of the tiny game" maxHeight={420}>
      <table className="q-table">
        <thead>
          <tr>
            <th scope="col">Player</th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className="q-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, player) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map(([column, cell]) => (
                <td key={column} className="q-right">
                  {cell(player)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
