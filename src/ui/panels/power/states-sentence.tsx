import { useMemo } from "react";
import { type Looks, peekingSentence } from "../../../core/settle/peeking.ts";
import { unitStates } from "../../../core/settle/three-states.ts";
import { MarkIcon } from "../../charts/marks/mark-icon.tsx";
import { stateMark } from "../../charts/scales/state-mark.ts";
import { countOf, countWords } from "../../quantities.ts";

interface StatesSentenceProps {
  readonly states: Uint8Array;
  readonly count: number;
  readonly looks: Looks | null;
  /** Each layer has a top of its own. */
  readonly layered?: boolean;
}

/** Chance that all states are right, at any look. */
export const stateLevel = 0.95;

/** In this order they are read. */
const order = ["keep", "drop", "undecided"] as const;

/** Who is in the top, who is not, and who cannot be told yet; with the marks that the chart draws them by. */
export function StatesSentence({ states, count, looks, layered = false }: StatesSentenceProps) {
  const counts = useMemo(
    () => order.map((state) => states.reduce((sum, each) => sum + (unitStates[each] === state ? 1 : 0), 0)),
    [states],
  );
  return (
    <div className="q-block">
      <p className="q-legend q-say" data-testid="states">
        {order.map((state, place) => (
          <span key={state}>
            <MarkIcon {...stateMark(unitStates.indexOf(state))} />
            <strong>{countWords(counts[place] ?? 0)}</strong> {state}
            {place < 2 ? "," : ""}
          </span>
        ))}
        <span>
          at {countOf(count, "unit")}
          {layered && ", cut within each layer"}
        </span>
      </p>
      <p className="q-note">
        {layered
          ? "Each layer’s top is told from the rest of that layer; the bounds hold for the units of all layers together, at 95 %."
          : looks !== null && looks.taken > 0 && looks.planned !== 1
            ? peekingSentence(looks, stateLevel)
            : looks?.taken === 0
              ? "Every unit is undecided before the first look."
              : "Told apart by the bars widened for all units together, at 95 %."}
      </p>
    </div>
  );
}
