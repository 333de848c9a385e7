import { useMemo } from "react";
import type { Payoff } from "../../../core/game/payoff.ts";
import { pairsOf } from "../../../core/interaction/pairs-of.ts";
import type { InteractionEstimate } from "../../../core/interaction/pairwise-interaction.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { CellChart } from "../../charts/figures/cell-chart.tsx";
import type { Cell } from "../../charts/interaction/cell-props.ts";
import { diverging } from "../../charts/scales/cell-colour.ts";
import { groupWords } from "../../group-words.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { countOf, rateWords, solvedWords } from "../../quantities.ts";
import { placeOf, unitWords } from "../../unit-words.ts";
import { payoffWords } from "../../wording.ts";

interface InteractionMatrixProps {
  readonly estimate: InteractionEstimate;
  readonly bias: number;
  readonly payoff: Payoff;
  readonly model: LoadedModel;
  readonly at: Cell | null;
  readonly onAt: (cell: Cell) => void;
}

/** Sign and size of every pair's interaction, with its standard error in words. */
export function InteractionMatrix({ estimate, bias, payoff, model, at, onAt }: InteractionMatrixProps) {
  const examples = useExamples("calibration");
  const { units, interaction, standardError, evaluations } = estimate;
  const pairs = useMemo(() => {
    const order = Array.from(units);
    return new Map(
      pairsOf(units, model.players).map(([a, b], pair) => [`${order.indexOf(a)} ${order.indexOf(b)}`, pair]),
    );
  }, [units, model.players]);
  const pairAt = (row: number, column: number) => pairs.get(`${Math.min(row, column)} ${Math.max(row, column)}`) ?? -1;
  const valueAt = (row: number, column: number) => interaction[pairAt(row, column)] ?? Number.NaN;
  const most = interaction.reduce(
    (high, value) => (Number.isFinite(value) ? Math.max(high, Math.abs(value)) : high),
    0,
  );
  const colour = diverging(most);
  const names = Array.from(units, (unit) => {
    const place = placeOf(model.groups, unit);
    return place === null ? `${unit + 1}` : `${groupWords(place.id)} ${place.unit + 1}`;
  });
  const words = (row: number, column: number) => {
    const both = `${unitWords(model, units[row] ?? 0)} and ${unitWords(model, units[column] ?? 0)}`;
    if (row === column) return `${unitWords(model, units[row] ?? 0)}: no interaction with itself`;
    const value = valueAt(row, column);
    const error = standardError[pairAt(row, column)] ?? Number.NaN;
    const spread = Number.isNaN(error) ? "no standard error yet" : `standard error ${solvedWords(error)}`;
    const meaning =
      Number.isNaN(error) || Math.abs(value) < 2 * error
        ? "not told from zero"
        : value < 0
          ? "spares of each other"
          : "they need each other";
    return `${both}: ${solvedWords(value)}, ${spread}; ${meaning}`;
  };
  const lowest = [...pairs].reduce<string | null>(
    (best, [key, pair]) =>
      best === null || (interaction[pair] ?? 0) < (interaction[pairs.get(best) ?? 0] ?? 0) ? key : best,
    null,
  );
  const [a = 0, b = 1] = (lowest ?? "0 1").split(" ").map(Number);
  return (
    <div className="q-block" data-testid="interaction">
      <CellChart
        label={`Interaction of ${countOf(units.length, "unit")} at d = ${rateWords(bias)} after ${countOf(evaluations, "coalition")}. Lowest: ${words(a, b)}.`}
        title={`Pairwise interaction at d = ${rateWords(bias)}, in units of ${payoffWords[payoff].toLowerCase()} on ${examples}`}
        rows={names}
        columns={names}
        xTitle=""
        yTitle=""
        left={84}
        colour={(row, column) => (row === column ? null : colour(valueAt(row, column)))}
        figure={(row, column) => solvedWords(Number(valueAt(row, column).toPrecision(2)))}
        value={valueAt}
        words={words}
        scale={{
          name: "spares",
          low: -most,
          high: most,
          colour,
          words: (value) => (value > 0 ? `${solvedWords(value)}: need each other` : solvedWords(value)),
        }}
        at={at}
        onAt={onAt}
      />
      <p className="q-readout">
        {at === null ? "Point at a pair, or focus the chart and use the arrow keys." : words(at.row, at.column)}
      </p>
    </div>
  );
}
