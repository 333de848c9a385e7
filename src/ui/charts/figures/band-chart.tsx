import { scaleLinear } from "d3";
import { memo } from "react";
import type { Sweep, UncertaintyStatistic } from "../../../core/uncertainty/band.ts";
import { countOf, rateWords, valueWords } from "../../quantities.ts";
import { capital, statisticWords } from "../../wording.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { BandLabels } from "../marks/band-labels.tsx";
import { PeakLabel } from "../marks/peak-label.tsx";
import { ReferenceLabel, ReferenceLine } from "../marks/reference-line.tsx";
import { SliderHandle } from "../marks/slider-handle.tsx";
import { padded, rateDomain } from "../scales/frame.ts";
import { AccuracyBand } from "./accuracy-band.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { UncertaintyCurve } from "./uncertainty-curve.tsx";

interface BandChartProps {
  readonly sweep: Sweep;
  /** Which uncertainty the lower pane shows; the critical size is that of the sweep's own statistic. */
  readonly statistic: UncertaintyStatistic;
  /** What the payoffs are: "accuracy", "agreement" or "explained variance". */
  readonly measure?: string;
  /** What they are measured on: "500 calibration examples". */
  readonly examples?: string;
  /** Accuracy of the full network on the calibration examples; null where unknown. */
  readonly full: number | null;
  readonly bias: number;
  readonly onBias: (bias: number) => void;
}

const margin = { top: 56, right: 18, bottom: 46, left: 52 };
const upper = 190;
const gap = 40;
const lower = 110;
const height = margin.top + upper + gap + lower + margin.bottom;

/** The band of accuracies and, below on the same axis, the uncertainty with its peak and the bias to drag. */
export const BandChart = memo(function BandChart(props: BandChartProps) {
  const { sweep, statistic, measure = "accuracy", examples = "calibration examples", full, bias, onBias } = props;
  const { bands, critical, players } = sweep;
  const units = Math.round(bias * players);
  return (
    <ChartFrame height={height} label={summary(sweep, measure, examples)} table={() => tableOf(props)}>
      {(width) => {
        const right = width - margin.right;
        const x = scaleLinear([0, 1], [margin.left, right]);
        const lowest = rateDomain(bands.map((band) => band.quantiles[0]));
        const y = scaleLinear(lowest, [margin.top + upper, margin.top]).clamp(true);
        const top = margin.top + upper + gap;
        const span = padded([0, Math.max(0, ...bands.map((band) => band.uncertainty[statistic]))], 0.12);
        const u = scaleLinear([0, span[1]], [top + lower, top]);
        const onLeft = x(bias) > width / 2;
        return (
          <>
            <text className="q-pane-title" x={0} y={14}>
              {width < 480
                ? `${capital(measure)}, ${examples}`
                : `${capital(measure)} of masked networks on ${examples}`}
            </text>
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={(value) => value.toFixed(1)} />
            <AxisBottom scale={x} y={margin.top + upper} format={String} />
            <AxisLeft scale={u} x={margin.left} width={right - margin.left} format={valueWords} />
            {critical.interval !== null && statistic === critical.statistic && (
              <rect
                className="q-interval"
                x={x(critical.interval[0])}
                width={Math.max(1, x(critical.interval[1]) - x(critical.interval[0]))}
                y={top}
                height={lower}
              />
            )}
            {full !== null && <ReferenceLine x1={margin.left} x2={right} y1={y(full)} y2={y(full)} />}
            <AccuracyBand bands={bands} x={x} y={y} />
            <UncertaintyCurve
              bands={bands}
              x={x}
              y={u}
              statistic={statistic}
              peak={statistic === critical.statistic ? critical.fraction : null}
            />
            <BandLabels bands={bands} x={x} y={y} />
            {statistic === critical.statistic && (
              <PeakLabel
                label={`${critical.clear ? "critical size" : "highest"} ${rateWords(critical.fraction)}`}
                note={`${countOf(Math.round(critical.fraction * players), "unit")}${critical.interval === null ? "" : width < 480 ? ", interval shaded" : ", 95 % interval shaded"}`}
                at={x(critical.fraction)}
                interval={critical.interval === null ? null : [x(critical.interval[0]), x(critical.interval[1])]}
                bounds={{ left: margin.left, right, top, bottom: top + lower }}
              />
            )}
            <AxisBottom scale={x} y={top + lower} format={String} title="kept fraction of units" />
            <SliderHandle
              x={x(bias)}
              top={margin.top - 20}
              bottom={top + lower}
              anchor={onLeft ? "end" : "start"}
              label={`d = ${rateWords(bias)} · ${units} units`}
              slider={sliderProps({
                label: "Bias d",
                value: bias,
                words: `d = ${rateWords(bias)}, ${units} of ${players} units`,
                track: { min: 0.01, max: 0.99, step: 0.005, page: 0.05 },
                invert: x.invert,
                onSlide: onBias,
              })}
            />
            <text className="q-pane-title q-halo" x={0} y={top - 14}>
              {statisticWords[statistic]}
            </text>
            {full !== null && (
              <ReferenceLabel
                label={`full network ${rateWords(full)}`}
                x={onLeft ? margin.left + 6 : right - 4}
                y={y(full) - 6}
                anchor={onLeft ? "start" : "end"}
              />
            )}
          </>
        );
      }}
    </ChartFrame>
  );
});

/** The bands by kept fraction: quantiles of the payoffs over masks, and the uncertainty that is shown. */
function tableOf({ sweep, statistic, measure = "accuracy" }: BandChartProps) {
  return {
    columns: ["kept fraction", `mean ${measure}`, "5 %", "25 %", "50 %", "75 %", "95 %", statisticWords[statistic]],
    rows: sweep.bands.map(({ fraction, mean, quantiles, uncertainty }) => [
      fraction,
      mean,
      ...quantiles,
      uncertainty[statistic],
    ]),
  };
}

function summary({ bands, critical, players }: Sweep, measure: string, examples: string): string {
  const [first, last] = [bands[0], bands.at(-1)];
  if (first === undefined || last === undefined)
    return `${capital(measure)} of masked networks on ${examples} against the kept fraction: no masks yet.`;
  return (
    `Mean ${measure} of masked networks on ${examples} rises from ${rateWords(first.mean)} at ${rateWords(first.fraction)} kept ` +
    `to ${rateWords(last.mean)} at ${rateWords(last.fraction)} kept. ${statisticWords[critical.statistic]} peaks at ` +
    `${rateWords(critical.fraction)}, which is ${Math.round(critical.fraction * players)} of ${players} units.`
  );
}
