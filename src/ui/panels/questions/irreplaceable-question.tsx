import { useMemo } from "react";
import { leastCoreCaveat } from "../../../core/solution/sampled-least-core.ts";
import { findIrreplaceable } from "../../../state/actions/find-irreplaceable.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import { togglePick } from "../../../state/actions/pick-units.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { leastCoreEvaluationsOf } from "../../../state/derived-settings.ts";
import { PowerChart } from "../../charts/figures/power-chart.tsx";
import { layerMark } from "../../charts/scales/layer-mark.ts";
import { groupsOfPlayers } from "../../charts/scales/power-layout.ts";
import { groupWords } from "../../group-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Fact, Facts } from "../../parts/facts.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { countOf, countWords, valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";
import { payoffWords } from "../../wording.ts";

/** What each unit receives in an allocation that no sampled coalition has much to complain of. */
export function IrreplaceableQuestion() {
  const lab = useLab();
  const run = useLabState((state) => state.runs.irreplaceability);
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const blocked = useLabState((state) => blockedReason(state, "irreplaceability"));
  const evaluations = useLabState(leastCoreEvaluationsOf);
  const hovered = useLabState((state) => state.view.hoveredUnit);
  const picked = useLabState((state) => state.view.picked);
  const examples = useExamples("calibration");
  const answer = run?.answer && run.answer.constraints > 0 ? run.answer : null;
  const groupOf = useMemo(() => groupsOfPlayers(model?.groups ?? []), [model]);
  const estimate = useMemo(
    () =>
      answer && {
        power: answer.allocation,
        standardError: new Float64Array(answer.allocation.length).fill(Number.NaN),
        degreesOfFreedom: 0,
        evaluations: run?.spec.evaluations ?? 0,
      },
    [answer, run?.spec.evaluations],
  );
  const names = useMemo(() => (model?.groups ?? []).map(({ id }) => groupWords(id)), [model]);
  const noIntervals = useMemo(() => Array.from(answer?.allocation ?? [], () => null), [answer]);
  const nameOf = (player: number) => (model ? unitWords(model, player) : "");
  const words = (player: number) => `${nameOf(player)}, share ${valueWords(answer?.allocation[player] ?? Number.NaN)}`;
  return (
    <div className="q-block">
      <p className="q-note">
        The least core shares the network's worth among its units so that the worst-off coalition lacks as little as can
        be: units that no coalition could do without receive most.
      </p>
      <div className="q-settings">
        <NumberSetting name="leastCoreEvaluations" label="Coalitions to hear" value={evaluations} min={2} />
      </div>
      <RunControls
        run={run}
        start="Find irreplaceable units"
        onStart={() => void findIrreplaceable(lab)}
        blocked={blocked}
        primary={false}
      />
      {answer !== null && estimate !== null && run !== null && (
        <div className="q-block" data-testid="least-core">
          <Facts>
            <Fact
              name="Deficit"
              value={valueWords(answer.deficit)}
              note={`at least ${valueWords(answer.bound)} for any allocation`}
            />
            <Fact name="Coalitions heard" value={countWords(answer.constraints)} note="different ones" />
            <Fact
              name="Units with a share"
              value={countOf(answer.allocation.filter((share) => share > 1e-6).length, "unit")}
              note={`of ${countWords(answer.allocation.length)}`}
            />
          </Facts>
          <PowerChart
            estimate={estimate}
            intervals={noIntervals}
            groupOf={groupOf}
            keys={names.map((name, group) => ({ name, ...layerMark(group) }))}
            layers={names}
            nameOf={nameOf}
            order="ranked"
            title={`Least-core share, in units of ${payoffWords[run.spec.payoff].toLowerCase()} on ${examples}`}
            hovered={hovered}
            onHover={(player) => hoverUnit(lab, player)}
            picked={picked}
            onPick={(player) => togglePick(lab, player)}
            words={words}
            note="No intervals are claimed."
          />
          <p className="q-readout">{hovered === null ? "Point at a unit." : words(hovered)}</p>
          <p className="q-note">{leastCoreCaveat}</p>
        </div>
      )}
    </div>
  );
}
