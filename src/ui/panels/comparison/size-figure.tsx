import { memo, useCallback, useMemo } from "react";
import { areaUnderCurve } from "../../../core/compare/area-under-curve.ts";
import { sharedRange } from "../../../core/compare/shared-range.ts";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import type { ComparisonRow } from "../../../state/comparison-of.ts";
import { playersOfLab } from "../../../state/derived-settings.ts";
import { lightsNetwork } from "../../../state/hovered-point.ts";
import { type LitPoint, TrailChart } from "../../charts/figures/trail-chart.tsx";
import { LineIcon } from "../../charts/marks/line-labels.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { useTrailSeries } from "../pruning/use-trail-series.ts";
import { networkLook } from "./network-look.ts";

/** All pruning runs that are not hidden, the compared networks on them, and the mean height of each curve. */
export const SizeFigure = memo(function SizeFigure({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const lab = useLab();
  const all = useTrailSeries();
  const series = useMemo(() => all.filter(({ points }) => points.length > 0), [all]);
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  const chosen = useMemo(() => (run === null || size === null ? null : { run, size }), [run, size]);
  const onChoose = useCallback((id: string, units: number) => chooseSize(lab, id, units), [lab]);
  const onLight = useCallback((point: LitPoint | null) => hoverPoint(lab, point && { ...point, network: null }), [lab]);
  const players = useLabState(playersOfLab);
  const full = useLabState((state) => state.session.prepared?.full?.validation.value ?? null);
  const measure = useMeasure();
  const examples = useExamples("validation");
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
            lit: lightsNetwork(hovered, network),
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
        chosen={chosen}
        onChoose={onChoose}
        handle={false}
        lit={hovered}
        onLight={onLight}
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
              {series.map(({ id, name, points, ...look }, place) => {
                const area = areaUnderCurve(curves[place] ?? [], range);
                return (
                  <tr
                    key={id}
                    data-lit={hovered?.run === id}
                    onPointerEnter={() => hoverPoint(lab, { run: id, size: null, network: null })}
                    onPointerLeave={() => hoverPoint(lab, null)}
                  >
                    <th scope="row">
                      <span className="q-compared-name">
                        <LineIcon {...look} />
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
