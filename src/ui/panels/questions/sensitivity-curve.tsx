import { useMemo } from "react";
import type { SelectionScope } from "../../../core/prune/trail.ts";
import { LineChart, type LineSeries } from "../../charts/figures/line-chart.tsx";
import { seriesColour } from "../../charts/scales/series.ts";
import { useLabState } from "../../lab-context.ts";
import { figureOf } from "../../part-words.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countOf, rateWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";

const scopes: readonly { readonly scope: SelectionScope; readonly name: string; readonly dashed: boolean }[] = [
  { scope: "global", name: "all units competing", dashed: false },
  { scope: "layer-wise", name: "within each layer", dashed: true },
];

/** What the top by each d is worth, chosen among all units or within each layer. */
export function SensitivityCurve() {
  const run = useLabState((state) => state.runs.sensitivity);
  const other = useLabState((state) => state.runs.otherSensitivity);
  const measure = useMeasure();
  const examples = useExamples("validation");
  const series = useMemo<readonly LineSeries[]>(
    () =>
      scopes.flatMap(({ scope, name, dashed }, place) => {
        const answer = [run, other].find((each) => each?.spec.scope === scope)?.answer;
        const points = (answer?.scores ?? []).map(({ value, interval }, at) => ({
          x: answer?.biases[at] ?? Number.NaN,
          y: value,
          interval,
        }));
        return points.length === 0 ? [] : [{ id: scope, name, colour: seriesColour(place), dashed, points }];
      }),
    [run, other],
  );
  if (series.length === 0 || run === null) return null;
  const ends = series.map(({ name, points }) => {
    const best = points.reduce((most, point) => (point.y > most.y ? point : most));
    return `${name} best ${rateWords(best.y)} at d = ${rateWords(best.x)}`;
  });
  return (
    <LineChart
      label={`${capital(figureOf("validation", measure))} of the top ${countOf(run.spec.target, "unit")} against d: ${ends.join("; ")}.`}
      title={`${capital(measure)} of the top ${countOf(run.spec.target, "unit")} on ${examples}`}
      xTitle="bias d of the ranking"
      stops="Bias d"
      series={series}
      xWords={(bias) => Number(bias.toFixed(3)).toString()}
      yWords={rateWords}
    />
  );
}
