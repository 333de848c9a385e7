import { useMemo } from "react";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { orderPlayers } from "../../charts/scales/power-layout.ts";
import { stateMark } from "../../charts/scales/state-mark.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useRowWindow } from "../../parts/use-row-window.ts";
import { valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";

interface PowerTableProps {
  readonly estimate: PowerEstimate;
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  readonly model: LoadedModel;
  readonly states: Uint8Array;
}

/** CSS pixels: rows are of one height (.q-rows), so that of ten thousand only those in sight are drawn. */
const rowHeight = 34;
const height = 360;

/** Rank of each unit within its group, in the order of the rows. */
function ranksOf(players: Int32Array, groupOf: Int32Array): Int32Array {
  let [group, start] = [-1, 0];
  return players.map((player, place) => {
    const own = groupOf[player] ?? 0;
    if (own !== group) [group, start] = [own, place];
    return place - start + 1;
  });
}

/** Every unit by its rank; layer by layer where each was a game of its own. */
export function PowerTable({ estimate, intervals, groupOf, model, states }: PowerTableProps) {
  const layered = estimate.layers !== undefined;
  const players = useMemo(
    () => orderPlayers(estimate.power, groupOf, layered ? "by-layer" : "ranked"),
    [estimate, groupOf, layered],
  );
  const ranks = useMemo(() => (layered ? ranksOf(players, groupOf) : null), [players, groupOf, layered]);
  const { from, to, before, after, onScroll } = useRowWindow(players.length, rowHeight, height);
  return (
    <ScrollRegion label="Units by power" maxHeight={height} onScroll={onScroll}>
      <table className="q-table q-rows" aria-rowcount={players.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="q-right">
              {layered ? "Rank in layer" : "Rank"}
            </th>
            <th scope="col">Unit</th>
            <th scope="col" className="q-right">
              Power
            </th>
            <th scope="col" className="q-right">
              95 % interval
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {Array.from(players.subarray(from, to), (player, place) => {
            const rank = from + place;
            const interval = intervals[player];
            return (
              <tr key={player} aria-rowindex={rank + 2}>
                <td className="q-right">{ranks?.[rank] ?? rank + 1}</td>
                <th scope="row">{unitWords(model, player)}</th>
                <td className="q-right">{valueWords(estimate.power[player] ?? Number.NaN)}</td>
                <td className="q-right">
                  {interval ? `${valueWords(interval[0])} to ${valueWords(interval[1])}` : "not yet"}
                </td>
                <td>{stateMark(states[player] ?? 0).words}</td>
              </tr>
            );
          })}
          <Space height={after} />
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height }: { readonly height: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row takes no focus
  return height > 0 && <tr aria-hidden="true" style={{ height }} />;
}
