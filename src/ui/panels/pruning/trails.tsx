import { useCallback, useMemo } from "react";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { playersOfLab } from "../../../state/derived-settings.ts";
import { type LitPoint, TrailChart } from "../../charts/figures/trail-chart.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useTrailSeries } from "./use-trail-series.ts";

/** All runs that are not hidden, in one chart. */
export function Trails() {
  const lab = useLab();
  const players = useLabState(playersOfLab);
  const full = useLabState((state) => state.session.prepared?.full?.validation.value ?? null);
  const critical = useLabState((state) => state.runs.sweep?.answer?.critical.fraction ?? null);
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const onChoose = useCallback((id: string, units: number) => chooseSize(lab, id, units), [lab]);
  const lit = useLabState((state) => state.hoveredPoint ?? null);
  const onLight = useCallback((point: LitPoint | null) => hoverPoint(lab, point && { ...point, network: null }), [lab]);
  const measure = useMeasure();
  const examples = useExamples("validation");
  const series = useTrailSeries();
  const chosen = useMemo(() => (run === null || size === null ? null : { run, size }), [run, size]);
  return (
    <TrailChart
      series={series}
      players={players}
      measure={measure}
      examples={examples}
      full={full}
      critical={critical === null ? null : Math.round(critical * players)}
      chosen={chosen}
      onChoose={onChoose}
      lit={lit}
      onLight={onLight}
    />
  );
}
