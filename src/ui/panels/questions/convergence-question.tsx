import { useMemo } from "react";
import { type Convergence, convergenceOf } from "../../../core/convergence/convergence.ts";
import { targetOf } from "../../../state/derived-settings.ts";
import { LineChart, type LineSeries } from "../../charts/figures/line-chart.tsx";
import { seriesColour } from "../../charts/scales/series.ts";
import { useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { countOf, countWords, rateWords, valueWords } from "../../quantities.ts";

const lineOf = (
  looks: readonly Convergence[],
  line: Omit<LineSeries, "points">,
  value: (look: Convergence) => number | null,
): LineSeries => ({
  ...line,
  points: looks.flatMap((look) => {
    const y = value(look);
    return y === null || Number.isNaN(y) ? [] : [{ x: look.evaluations, y }];
  }),
});

/** The estimate on its way: whether the ranking still moves, and how wide the intervals are. */
export function ConvergenceQuestion() {
  const history = useLabState((state) => state.runs.history);
  const count = useLabState(targetOf);
  const examples = useExamples("calibration");
  const layered = history.at(-1)?.layers !== undefined;
  const looks = useMemo(
    () => (history.length < 2 || layered ? [] : convergenceOf(history, count)),
    [history, count, layered],
  );
  const last = looks.at(-2);
  const shares = looks.flatMap(({ withLatest, overlapWithLatest }) => [withLatest, overlapWithLatest]);
  // a tenth below the least, for the ways to one are what is to be told apart
  const lowest = Math.min(0.9, Math.floor(10 * Math.min(...shares.filter(Number.isFinite), 1) - 0.5) / 10);
  const widths = lineOf(
    looks,
    { id: "width", name: "median width of the 95 % intervals", colour: seriesColour(4) },
    (look) => look.medianWidth,
  );
  return (
    <div className="q-block">
      <p className="q-note">
        Each look at the running estimate is held against the latest one. Closeness to the latest is not closeness to
        the truth: the intervals speak of that. All looks are at {examples}.
      </p>
      {last === undefined ? (
        <p className="q-empty">
          {layered
            ? "The layers were estimated one after the other: there is no way of one ranking to draw. Let all units play together to see it."
            : "Estimate power by one index first: its way is drawn here."}
        </p>
      ) : (
        <>
          <LineChart
            label={`Convergence over ${countOf(looks.length, "look")}: at ${countWords(last.evaluations)} coalitions the rank correlation with the latest was ${rateWords(last.withLatest)}.`}
            title="Likeness to the latest ranking"
            xTitle="coalitions evaluated"
            stops="Coalitions"
            series={[
              lineOf(
                looks,
                { id: "rank", name: "rank correlation", colour: seriesColour(0) },
                (look) => look.withLatest,
              ),
              lineOf(
                looks,
                { id: "top", name: `top ${count} in common`, colour: seriesColour(1), dashed: true },
                (look) => look.overlapWithLatest,
              ),
            ]}
            yDomain={[lowest, 1]}
            xWords={countWords}
            yWords={rateWords}
          />
          {widths.points.length > 0 && (
            <LineChart
              label={`Median width of the intervals, from ${valueWords(widths.points[0]?.y ?? Number.NaN)} to ${valueWords(widths.points.at(-1)?.y ?? Number.NaN)}.`}
              title="Width of the intervals, in units of the worth"
              xTitle="coalitions evaluated"
              stops="Coalitions, by width"
              series={[widths]}
              yDomain={[0, Math.max(...widths.points.map(({ y }) => y))]}
              xWords={countWords}
              yWords={valueWords}
              height={190}
            />
          )}
        </>
      )}
    </div>
  );
}
