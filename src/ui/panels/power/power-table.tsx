import { useMemo } from "react";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { orderPlayers } from "../../charts/scales/power-layout.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countWords, valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";

interface PowerTableProps {
  readonly estimate: PowerEstimate;
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  readonly model: LoadedModel;
}

/** Rows shown: a longer table helps nobody read it. */
const shown = 60;

export function PowerTable({ estimate, intervals, groupOf, model }: PowerTableProps) {
  const players = useMemo(() => orderPlayers(estimate.power, groupOf, "ranked"), [estimate, groupOf]);
  return (
    <div className="q-block">
      <ScrollRegion label="Units by power" maxHeight={360}>
        <table className="q-table">
          <thead>
            <tr>
              <th scope="col" className="q-right">
                Rank
              </th>
              <th scope="col">Unit</th>
              <th scope="col" className="q-right">
                Power
              </th>
              <th scope="col" className="q-right">
                95 % interval
              </th>
            </tr>
          </thead>
          <tbody>
            {Array.from(players.subarray(0, shown), (player, rank) => {
              const interval = intervals[player];
              return (
                <tr key={player}>
                  <td className="q-right">{rank + 1}</td>
                  <th scope="row">{unitWords(model, player)}</th>
                  <td className="q-right">{valueWords(estimate.power[player] ?? Number.NaN)}</td>
                  <td className="q-right">
                    {interval ? `${valueWords(interval[0])} to ${valueWords(interval[1])}` : "not yet"}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      {players.length > shown && (
        <p className="q-note">
          The first {shown} of {countWords(players.length)} units.
        </p>
      )}
    </div>
  );
}
