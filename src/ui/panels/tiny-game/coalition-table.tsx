import { NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import { type CoalitionRow, coalitionRows } from "../../../core/tiny/coalition-rows.ts";
import type { TinyGame } from "../../../state/answers.ts";
import { Fold } from "../../parts/fold.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countOf, solvedWords } from "../../quantities.ts";

const solutionWords = { nucleolus: "Nucleolus", "least-core": "Least core", kernel: "Kernel" } as const;
type Solution = keyof typeof solutionWords;
const orderWords = { number: "Members", size: "Size", value: "Worth", excess: "Excess" } as const;
type Order = keyof typeof orderWords;

/** Rows shown at most: 4,096 coalitions help nobody read them, and the sorting brings the telling ones up. */
const shown = 256;

const sorters: Record<Order, (a: CoalitionRow, b: CoalitionRow) => number> = {
  number: (a, b) => a.number - b.number,
  size: (a, b) => a.members.length - b.members.length || a.number - b.number,
  value: (a, b) => b.value - a.value || a.number - b.number,
  excess: (a, b) => (b.excess ?? 0) - (a.excess ?? 0) || a.number - b.number,
};

function allocationOf({ solutions }: TinyGame, solution: Solution): Float64Array | undefined {
  if (solutions === null) return undefined;
  if (solution === "nucleolus") return solutions.nucleolus;
  return solution === "kernel" ? solutions.kernel.allocation : solutions.leastCore.allocation;
}

/** Every coalition with its worth, and what it could complain of at a solution. */
export function CoalitionTable({ game }: { readonly game: TinyGame }) {
  const [solution, setSolution] = useState<Solution>("nucleolus");
  const [order, setOrder] = useState<Order>("number");
  const { values, names } = game;
  const allocation = allocationOf(game, solution);
  const rows = useMemo(
    () => coalitionRows(values, allocation).sort(sorters[order]).slice(0, shown),
    [values, allocation, order],
  );
  return (
    <Fold summary={`All ${countOf(values.length, "coalition")}`}>
      <div className="q-block">
        <div className="q-settings">
          <NativeSelect
            label="Excess at"
            value={solution}
            data={Object.entries(solutionWords).map(([value, label]) => ({ value, label }))}
            onChange={(event) => setSolution(event.currentTarget.value as Solution)}
          />
          <NativeSelect
            label="Sort by"
            value={order}
            data={Object.entries(orderWords).map(([value, label]) => ({ value, label }))}
            onChange={(event) => setOrder(event.currentTarget.value as Order)}
          />
        </div>
        <ScrollRegion label="Coalitions of the tiny game" maxHeight={420}>
          <table className="q-table">
            <thead>
              <tr>
                <th scope="col">Members</th>
                <th scope="col" className="q-right">
                  Size
                </th>
                <th scope="col" className="q-right">
                  Worth
                </th>
                <th scope="col" className="q-right">
                  Excess
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, members, value, excess }) => (
                <tr key={number}>
                  <th scope="row" className="q-wraps">
                    {members.length === 0
                      ? "nobody"
                      : members.length === names.length
                        ? "all"
                        : members.map((member) => names[member]).join(", ")}
                  </th>
                  <td className="q-right">{members.length}</td>
                  <td className="q-right">{solvedWords(value)}</td>
                  <td className="q-right">{excess === null ? "–" : solvedWords(excess)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        {values.length > shown && (
          <p className="q-note">
            The first {shown} of {countOf(values.length, "coalition")} in this order.
          </p>
        )}
      </div>
    </Fold>
  );
}
