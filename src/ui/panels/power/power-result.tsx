import { SegmentedControl } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import type { Payoff } from "../../../core/game/payoff.ts";
import type { PowerEstimate, PowerIndex } from "../../../core/power/power-index.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { PowerChart } from "../../charts/figures/power-chart.tsx";
import { intervalsOf } from "../../charts/scales/intervals-of.ts";
import { groupsOfPlayers, type PowerOrder } from "../../charts/scales/power-layout.ts";
import { seriesColour } from "../../charts/scales/series.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { indexInWords, payoffWords } from "../../wording.ts";
import { IntervalSentence } from "./interval-sentence.tsx";
import { PowerTable } from "./power-table.tsx";
import { powerWords } from "./power-words.ts";

interface PowerResultProps {
  readonly estimate: PowerEstimate;
  readonly spec: { readonly index: PowerIndex; readonly payoff: Payoff };
  readonly model: LoadedModel;
}

type Shown = PowerOrder | "table";

/** The estimate as a chart in two orders or as a table, with the unit under the pointer in words. */
export function PowerResult({ estimate, spec, model }: PowerResultProps) {
  const lab = useLab();
  const [shown, setShown] = useState<Shown>("ranked");
  const hovered = useLabState((state) => state.view.hoveredUnit);
  const intervals = useMemo(() => intervalsOf(estimate), [estimate]);
  const groupOf = useMemo(() => groupsOfPlayers(model.groups), [model]);
  const words = useCallback(
    (player: number) => powerWords(model, estimate, intervals, player),
    [model, estimate, intervals],
  );
  const onHover = useCallback((player: number | null) => hoverUnit(lab, player), [lab]);
  const payoff = payoffWords[spec.payoff].toLowerCase();
  return (
    <div className="q-block">
      <div className="q-row">
        <SegmentedControl
          aria-label="Show units"
          size="xs"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: "ranked", label: "Ranked" },
            { value: "by-layer", label: "By layer" },
            { value: "table", label: "Table" },
          ]}
        />
        <div className="q-legend">
          {model.groups.map(({ id }, group) => (
            <span key={id}>
              <span className="q-swatch" style={{ background: seriesColour(group) }} />
              {id}
            </span>
          ))}
        </div>
      </div>
      {shown === "table" ? (
        <PowerTable estimate={estimate} intervals={intervals} groupOf={groupOf} model={model} />
      ) : (
        <>
          <PowerChart
            estimate={estimate}
            intervals={intervals}
            groupOf={groupOf}
            order={shown}
            title={`Power (${indexInWords(spec.index)}), in units of ${payoff}`}
            hovered={hovered}
            onHover={onHover}
            words={words}
          />
          <p className="q-readout">
            {hovered === null ? "Point at a unit, or focus the chart and use the arrow keys." : words(hovered)}
          </p>
        </>
      )}
      <IntervalSentence intervals={intervals} players={model.players} evaluations={estimate.evaluations} />
    </div>
  );
}
