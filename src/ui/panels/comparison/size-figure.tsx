import { memo, useMemo } from "react";
import { areaUnderCurve } from "../../../core/compare/area-under-curve.ts";
import { sharedRange } from "../../../core/compare/shared-range.ts";
import { isBaseline } from "../../../core/prune/trail.ts";
import type { ComparisonRow } from "../../../state/comparison-of.ts";
import { playersOfLab } from "../../../state/derived-settings.ts";
import { TrailChart } from "../../charts/figures/trail-chart.tsx";
import { useLabState } from "../../lab-context.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { runColour } from "../pruning/run-colour.ts";
import { networkLook } from "./network-look.ts";

const choosesNothing = () => {};

/** All pruning runs that are not hidden, the compared networks on them, and the mean height of each curve. */
export const SizeFigure = memo(function SizeFigure({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const prunes = useLabState((state) => state.runs.prunes);
  const hidden = useLabState((state) => state.view.hiddenRuns);
  const players = useLabState(playersOfLab);
  const full = useLabState((state) => state.session.prepared?.full?.validation.value ?? null);
  const measure = useMeasure();
  const examples = useExamples("validation");
  const series = useMemo(
    () =>
      prunes
        .filter(({ id, answer }) => !hidden.includes(id) && (answer?.points.length ?? 0) > 0)
        .map((prune) => ({
          id: prune.id,
          name: prune.name,
          colour: runColour(prune.id),
          points: prune.answer?.points ?? [],
          dashed: isBaseline(prune.spec.settings.strategy),
        })),
    [prunes, hidden],
  );
  const curves = series.map(({ points }) =>
    points.map(({ size, accuracy, interval, draws }) => ({
      size,
      value: accuracy,
      // of random selections the interval is the spread of the draws, which is no error of their mean
      interval: draws === undefined ? interval : null,
    })),
  );
  const range = sharedRange(
    curves.map((points) => {
      const sizes = points.map(({ size }) => size);
      return [Math.min(...sizes), Math.max(...sizes)] as const;
    }),
  );
  const networks = rows.flatMap(({ network, name, validation }) =>
    network === null || validation === null
      ? []
      : [
          {
            id: network.id,
            name,
            ...networkLook(network),
            size: network.size,
            accuracy: validation.value,
            interval: validation.interval,
          },
        ],
  );
  if (series.length === 0) return null;
  return (
    <div className="q-block">
      <h3>{`Validation ${measure} against size`}</h3>
      <TrailChart
        series={series}
        networks={networks}
        players={players}
        measure={measure}
        examples={examples}
        full={full}
        critical={null}
        chosen={null}
        onChoose={choosesNothing}
      />
      {range === null ? (
        <p className="q-note">
          No two runs have a range of sizes in common, so their curves cannot be summed up in one figure.
        </p>
      ) : (
        <ScrollRegion label="Area under each curve">
          <table className="q-table" data-testid="areas">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col" className="q-right">
                  {`Mean from ${countWords(range[0])} to ${countWords(range[1])} units`}
                </th>
                <th scope="col" className="q-right">
                  95 % interval
                </th>
                <th scope="col" className="q-right">
                  Evaluations
                </th>
              </tr>
            </thead>
            <tbody>
              {series.map(({ id, name, colour, points }, place) => {
                const area = areaUnderCurve(curves[place] ?? [], range);
                return (
                  <tr key={id}>
                    <th scope="row">
                      <span className="q-compared-name">
                        <span className="q-swatch" style={{ background: colour }} />
                        {name}
                      </span>
                    </th>
                    <td className="q-right">{area === null ? "–" : rateWords(area.value)}</td>
                    <td className="q-right">{area?.interval ? intervalWords(area.interval) : "–"}</td>
                    <td className="q-right">{countWords(Math.max(...points.map(({ evaluations }) => evaluations)))}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {range !== null && (
        <p className="q-note">
          The mean height of a curve over the sizes that most runs pass through (the area under it, divided by their
          range); – where a run does not reach over them. {networks.length > 0 && "Marks are the networks compared."}
        </p>
      )}
    </div>
  );
});
