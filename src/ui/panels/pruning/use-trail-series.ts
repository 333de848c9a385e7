import { useMemo } from "react";
import { isBaseline } from "../../../core/prune/trail.ts";
import type { TrailSeries } from "../../charts/figures/trail-chart.tsx";
import { useLabState } from "../../lab-context.ts";
import { runLook } from "./run-colour.ts";

/** All pruning runs that are not hidden, as figures draw them. */
export function useTrailSeries(): readonly TrailSeries[] {
  const prunes = useLabState((state) => state.runs.prunes);
  const hidden = useLabState((state) => state.view.hiddenRuns);
  return useMemo(
    () =>
      prunes
        .filter(({ id }) => !hidden.includes(id))
        .map(({ id, name, answer, spec }) => ({
          id,
          name,
          ...runLook(id),
          points: answer?.points ?? [],
          dashed: isBaseline(spec.settings.strategy),
        })),
    [prunes, hidden],
  );
}
