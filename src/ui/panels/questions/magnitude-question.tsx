import { SegmentedControl } from "@mantine/core";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { withinLayer } from "../../../core/baseline/within-layer.ts";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import { togglePick } from "../../../state/actions/pick-units.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { MagnitudeChart } from "../../charts/figures/magnitude-chart.tsx";
import { layerMark } from "../../charts/scales/layer-mark.ts";
import { groupsOfPlayers } from "../../charts/scales/power-layout.ts";
import { groupWords } from "../../group-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";
import { payoffWords } from "../../wording.ts";
import { useShownPower } from "../network-map/use-shown-power.ts";
import { powerWords } from "../power/power-words.ts";

/** Every unit's power against the norm of its weights, which is what most networks are pruned by. */
export function MagnitudeQuestion() {
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const { power } = useShownPower();
  return (
    <div className="q-block">
      <p className="q-note">
        Pruning by magnitude drops the units of the smallest weights. Units at the lower right have large weights and
        little power: magnitude would keep them. Those at the upper left it would cut.
      </p>
      {model === null || power === null ? (
        <p className="q-empty">Estimate power first: it is drawn against the size of the weights here.</p>
      ) : model.magnitudes?.length === model.players ? (
        <Against model={model} magnitudes={model.magnitudes} />
      ) : (
        <p className="q-empty">This session was kept before the weights were measured: open the network again.</p>
      )}
    </div>
  );
}

function Against({ model, magnitudes }: { readonly model: LoadedModel; readonly magnitudes: Float64Array }) {
  const lab = useLab();
  const [scaled, setScaled] = useState(false);
  const { power: newest, payoff } = useShownPower();
  const estimate = useDeferredValue(newest);
  const hovered = useLabState((state) => state.view.hoveredUnit);
  const picked = useLabState((state) => state.view.picked);
  const examples = useExamples("calibration");
  const groupOf = useMemo(() => groupsOfPlayers(model.groups), [model]);
  const intervals = useMemo(() => (estimate === null ? [] : confidenceIntervals(estimate)), [estimate]);
  const keys = useMemo(
    () => model.groups.map(({ id }, group) => ({ name: groupWords(id), ...layerMark(group) })),
    [model],
  );
  const magnitude = useMemo(
    () => (scaled ? withinLayer(magnitudes, { groups: model.groups.map(({ id }) => id), groupOf }) : magnitudes),
    [scaled, magnitudes, model, groupOf],
  );
  const nameOf = useCallback((player: number) => unitWords(model, player), [model]);
  const words = useCallback(
    (player: number) =>
      estimate === null
        ? ""
        : `${powerWords(model, estimate, intervals, player)}, norm ${valueWords(magnitude[player] ?? Number.NaN)}`,
    [model, estimate, intervals, magnitude],
  );
  const onHover = useCallback((player: number | null) => hoverUnit(lab, player), [lab]);
  const onPick = useCallback((player: number) => togglePick(lab, player), [lab]);
  if (estimate === null) return null;
  return (
    <>
      <div className="q-row">
        <SegmentedControl
          aria-label="Norm of the weights"
          size="xs"
          value={scaled ? "scaled" : "plain"}
          onChange={(value) => setScaled(value === "scaled")}
          data={[
            { value: "plain", label: "Norm" },
            { value: "scaled", label: "Within its layer" },
          ]}
        />
      </div>
      <MagnitudeChart
        estimate={estimate}
        intervals={intervals}
        magnitude={magnitude}
        xTitle={scaled ? "L2 norm of the unit’s weights ÷ that of its layer’s" : "L2 norm of the unit’s weights"}
        title={`Power, in units of ${payoff === null ? "the worth" : payoffWords[payoff].toLowerCase()} on ${examples}`}
        groupOf={groupOf}
        keys={keys}
        hovered={hovered}
        onHover={onHover}
        picked={picked}
        onPick={onPick}
        nameOf={nameOf}
        words={words}
      />
      <p className="q-readout">{hovered === null ? "Point at a unit." : words(hovered)}</p>
    </>
  );
}
