import { SegmentedControl } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import type { Payoff } from "../../../core/game/payoff.ts";
import type { PowerEstimate, PowerIndex } from "../../../core/power/power-index.ts";
import type { Looks } from "../../../core/settle/peeking.ts";
import { type UnitState, unitStates } from "../../../core/settle/three-states.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import { togglePick } from "../../../state/actions/pick-units.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { PowerChart } from "../../charts/figures/power-chart.tsx";
import { layerMark } from "../../charts/scales/layer-mark.ts";
import { type Noise, noisyEstimate } from "../../charts/scales/noisy-estimate.ts";
import { groupsOfPlayers, type PowerOrder } from "../../charts/scales/power-layout.ts";
import { stateMark } from "../../charts/scales/state-mark.ts";
import { groupWords } from "../../group-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { unitWords } from "../../unit-words.ts";
import { indexInWords, payoffWords } from "../../wording.ts";
import { IntervalSentence } from "./interval-sentence.tsx";
import { LayerGames } from "./layer-games.tsx";
import { NoiseChoice } from "./noise-choice.tsx";
import { powerWords } from "./power-words.ts";
import { StatesSentence } from "./states-sentence.tsx";

interface PowerResultProps {
  readonly estimate: PowerEstimate;
  readonly spec: { readonly index: PowerIndex; readonly payoff: Payoff };
  readonly model: LoadedModel;
  /** The top that is told from the rest, and who is in it as far as it can be told. */
  readonly top: { readonly count: number; readonly states: Uint8Array; readonly looks: Looks | null };
  /** Standard errors from the choice of examples; null where they are not known. */
  readonly exampleError: Float64Array | null;
  /** The values are those of the first ranking by backward passes. */
  readonly first: boolean;
}

const statesInOrder = ["keep", "undecided", "drop"] as const satisfies readonly UnitState[];

/** The estimate as a chart in two orders, with the unit under the pointer in words. */
export function PowerResult({ estimate, spec, model, top, exampleError, first }: PowerResultProps) {
  const lab = useLab();
  const { layers } = estimate;
  const [chosen, setShown] = useState<PowerOrder | null>(null);
  const shown = chosen ?? (layers === undefined ? "ranked" : "by-layer");
  const [byLayer, setByLayer] = useState(false);
  const [noise, setNoise] = useState<Noise>("sampling");
  const hovered = useLabState((state) => state.view.hoveredUnit);
  const picked = useLabState((state) => state.view.picked);
  const shownNoise = exampleError === null ? "sampling" : noise;
  const noisy = useMemo(() => noisyEstimate(estimate, exampleError, shownNoise), [estimate, exampleError, shownNoise]);
  const intervals = useMemo(() => confidenceIntervals(noisy), [noisy]);
  const groupOf = useMemo(() => groupsOfPlayers(model.groups), [model]);
  const words = useCallback((player: number) => powerWords(model, noisy, intervals, player), [model, noisy, intervals]);
  const names = useMemo(() => model.groups.map(({ id }) => groupWords(id)), [model]);
  const nameOf = useCallback((player: number) => unitWords(model, player), [model]);
  const keys = useMemo(
    () =>
      byLayer
        ? names.map((name, group) => ({ name, ...layerMark(group) }))
        : statesInOrder.map((state) => ({ name: state, ...stateMark(unitStates.indexOf(state)) })),
    [byLayer, names],
  );
  const onHover = useCallback((player: number | null) => hoverUnit(lab, player), [lab]);
  const onPick = useCallback((player: number) => togglePick(lab, player), [lab]);
  const examples = useExamples("calibration");
  const payoff = payoffWords[spec.payoff].toLowerCase();
  return (
    <div className="q-block">
      <div className="q-row">
        <SegmentedControl
          aria-label="Show units"
          size="xs"
          value={shown}
          onChange={(value) => setShown(value as PowerOrder)}
          data={[
            { value: "ranked", label: "Ranked" },
            { value: "by-layer", label: "By layer" },
          ]}
        />
        <SegmentedControl
          aria-label="Marks of the units"
          size="xs"
          value={byLayer ? "layers" : "states"}
          onChange={(value) => setByLayer(value === "layers")}
          data={[
            { value: "states", label: "Keep or drop" },
            { value: "layers", label: "Layers" },
          ]}
        />
        <NoiseChoice known={exampleError !== null} noise={shownNoise} onNoise={setNoise} />
      </div>
      {layers !== undefined && <LayerGames layers={layers} />}
      <PowerChart
        estimate={noisy}
        intervals={intervals}
        groupOf={groupOf}
        states={byLayer ? null : top.states}
        keys={keys}
        layers={names}
        nameOf={nameOf}
        cut={layers === undefined && !first ? top.count : null}
        order={shown}
        title={`Power (${indexInWords(spec.index)}), in units of ${payoff} on ${examples}`}
        hovered={hovered}
        onHover={onHover}
        picked={picked}
        onPick={onPick}
        words={words}
      />
      <p className="q-readout">
        {hovered === null
          ? "Point at a unit, or focus the chart and use the arrow keys. Click, or press Enter, to choose it for the questions below."
          : words(hovered)}
      </p>
      {first ? null : (
        <StatesSentence states={top.states} count={top.count} looks={top.looks} layered={layers !== undefined} />
      )}
      <IntervalSentence
        intervals={intervals}
        players={model.players}
        evaluations={estimate.evaluations}
        noise={shownNoise}
        first={first}
      />
    </div>
  );
}
