import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import type { TinyGame, TinySpec } from "../../../state/answers.ts";
import { ExactnessChart } from "../../charts/figures/exactness-chart.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { countOf } from "../../quantities.ts";
import { indexInWords, payoffWords } from "../../wording.ts";
import { CoalitionTable } from "./coalition-table.tsx";
import { SolutionSentence } from "./solution-sentence.tsx";
import { TinyTable } from "./tiny-table.tsx";

interface TinyResultProps {
  readonly game: TinyGame;
  readonly spec: TinySpec;
}

/** Exact indices beside the estimate, the exact solutions, and every coalition. */
export function TinyResult({ game, spec }: TinyResultProps) {
  const { names, exact, estimate } = game;
  const examples = useExamples("calibration");
  // a textbook game is played on no examples
  const worth =
    spec.game.kind === "textbook" ? "" : `, in units of ${payoffWords[spec.payoff].toLowerCase()} on ${examples}`;
  return (
    <div className="q-block" style={{ gap: 14 }} data-testid="tiny-game">
      <ExactnessChart
        title={`Power (${indexInWords(spec.index)})${worth}`}
        names={names}
        exact={exact.chosen}
        estimate={estimate?.power ?? null}
        intervals={estimate === null ? [] : confidenceIntervals(estimate)}
      />
      {estimate !== null && (
        <p className="q-note">
          The estimate played {countOf(estimate.evaluations, "coalition")}, some of them more than once; the exact index
          all {countOf(game.values.length, "coalition")}. Bars are 95 % intervals of the sampling.
        </p>
      )}
      <TinyTable game={game} index={spec.index} />
      {game.solutions !== null && <SolutionSentence solutions={game.solutions} />}
      <CoalitionTable game={game} />
    </div>
  );
}
