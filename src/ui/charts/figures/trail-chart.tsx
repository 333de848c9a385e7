import { scaleLinear } from "d3";
import { memo } from "react";
import type { TrailPoint } from "../../../core/prune/trail.ts";
import { countOf, countWords, rateWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";
import { nearestStop } from "../interaction/slide.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { NetworkMark, type NetworkShape } from "../marks/network-mark.tsx";
import { ReferenceLabel, ReferenceLine } from "../marks/reference-line.tsx";
import { SliderHandle } from "../marks/slider-handle.tsx";
import { TrailMarks } from "../marks/trail-marks.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { Whisker } from "../marks/whisker.tsx";
import { rateDomain } from "../scales/frame.ts";
import { ChartFrame } from "./chart-frame.tsx";

export interface TrailSeries {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly points: readonly TrailPoint[];
  /** Drawn with a broken line, such as what others prune by. */
  readonly dashed?: boolean;
}

/** A network that is marked on top of the runs, such as one of a comparison. */
export interface MarkedNetwork {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly shape: NetworkShape;
  readonly size: number;
  readonly accuracy: number;
  readonly interval: readonly [number, number];
}

interface TrailChartProps {
  readonly series: readonly TrailSeries[];
  readonly networks?: readonly MarkedNetwork[];
  readonly players: number;
  /** What the points are: "accuracy", "agreement" or "explained variance". */
  readonly measure?: string;
  /** What they are measured on: "1,000 validation examples". */
  readonly examples?: string;
  /** Accuracy of the full network on the validation examples; null where unknown. */
  readonly full: number | null;
  /** Critical size in units; null where no sweep was made. */
  readonly critical: number | null;
  readonly chosen: { readonly run: string; readonly size: number } | null;
  readonly onChoose: (run: string, size: number) => void;
}

const margin = { top: 72, right: 18, bottom: 46, left: 44 };
const height = 356;
const validation = "validation examples";
/** With more runs than this only the chosen one's band, and that of chance, are drawn at full strength. */
const crowd = 3;
/** Above everything that is drawn, so that no run passes through the words. */
const criticalRow = 32;

/** Validation accuracy against the units kept, all runs in one picture, with the chosen size to drag. */
export const TrailChart = memo(function TrailChart(props: TrailChartProps) {
  const {
    series,
    networks = [],
    players,
    measure = "accuracy",
    examples = validation,
    full,
    critical,
    chosen,
    onChoose,
  } = props;
  const chosenSeries = series.find(({ id }) => id === chosen?.run);
  const sizes = (chosenSeries?.points ?? []).map(({ size }) => size).sort((a, b) => a - b);
  return (
    <ChartFrame height={height} label={summary(props)} table={() => tableOf(props)} keys={series}>
      {(width) => {
        const right = width - margin.right;
        const bottom = height - margin.bottom;
        const x = scaleLinear([0, players], [margin.left, right]);
        const lows = [...series.flatMap(({ points }) => points), ...networks].map(({ interval }) => interval[0]);
        const y = scaleLinear(rateDomain(lows), [bottom, margin.top]).clamp(true);
        return (
          <>
            <text className="q-pane-title" x={0} y={14}>
              {capital(measure)} on {examples}
            </text>
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={(value) => value.toFixed(1)} />
            <AxisBottom scale={x} y={bottom} format={countWords} title={`units kept, of ${countWords(players)}`} />
            {full !== null && <ReferenceLine x1={margin.left} x2={right} y1={y(full)} y2={y(full)} />}
            {full !== null && <circle cx={right} cy={y(full)} r={3.5} fill="var(--q-ink-2)" />}
            {critical !== null && <ReferenceLine x1={x(critical)} x2={x(critical)} y1={criticalRow + 6} y2={bottom} />}
            {series.map(({ id, colour, points, dashed = false }) => (
              <TrailMarks
                key={id}
                points={points}
                colour={colour}
                x={x}
                y={y}
                dashed={dashed}
                faint={series.length > crowd && id !== chosen?.run && !points[0]?.draws}
              />
            ))}
            <Unspoken>
              {networks.map(({ id, size, interval, ...mark }) => (
                <g key={id}>
                  <Whisker at={x(size)} from={y(interval[0])} to={y(interval[1])} colour={mark.colour} />
                  <NetworkMark x={x(size)} y={y(mark.accuracy)} shape={mark.shape} colour={mark.colour} />
                </g>
              ))}
            </Unspoken>
            {chosenSeries !== undefined && chosen !== null && sizes.length > 0 && (
              <SliderHandle
                x={x(chosen.size)}
                top={margin.top - 20}
                bottom={bottom}
                anchor={x(chosen.size) > width / 2 ? "end" : "start"}
                label={`${width < 480 ? "" : `${chosenSeries.name} · `}${countOf(chosen.size, "unit")}`}
                slider={chooser(chosenSeries, sizes, chosen.size, x.invert, onChoose)}
              />
            )}
            {critical !== null && (
              <ReferenceLabel
                label={`critical size ${countWords(critical)}`}
                x={x(critical)}
                y={criticalRow}
                anchor={x(critical) > width / 2 ? "end" : "start"}
              />
            )}
            {full !== null && (
              <ReferenceLabel
                label={`full network ${rateWords(full)}`}
                {...(chosen !== null && x(chosen.size) > width / 2
                  ? { x: margin.left + 6, anchor: "start" }
                  : { x: right - 4, anchor: "end" })}
                y={y(full) - 6}
              />
            )}
          </>
        );
      }}
    </ChartFrame>
  );
});

/** A slider whose stops are the run's points: keys go from point to point, the pointer to the nearest. */
function chooser(
  series: TrailSeries,
  sizes: readonly number[],
  size: number,
  invert: (pixels: number) => number,
  onChoose: TrailChartProps["onChoose"],
) {
  const accuracy = series.points.find((point) => point.size === size)?.accuracy ?? Number.NaN;
  const toPlace = (units: number) => sizes.indexOf(nearestStop(units, sizes));
  return sliderProps({
    label: "Chosen size",
    value: sizes.indexOf(size),
    words: `${countOf(size, "unit")}, ${rateWords(accuracy)} on ${validation}`,
    track: { min: 0, max: sizes.length - 1, step: 1, page: 5 },
    invert: (pixels) => toPlace(invert(pixels)),
    onSlide: (place) => onChoose(series.id, sizes[Math.round(place)] ?? size),
  });
}

/** Every point of every run, and the networks marked. */
function tableOf({ series, networks = [], measure = "accuracy" }: TrailChartProps) {
  const points = series.flatMap(({ name, points: own }) =>
    own.map(({ size, accuracy, interval, evaluations }) => [name, size, accuracy, ...interval, evaluations]),
  );
  const marked = networks.map(({ name, size, accuracy, interval }) => [name, size, accuracy, ...interval, null]);
  return {
    columns: ["run", "units", `validation ${measure}`, "from", "to", "evaluations"],
    rows: [...points, ...marked],
  };
}

function summary({ series, full, players, measure = "accuracy" }: TrailChartProps): string {
  const ends = series.flatMap(({ name, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [`${name} is at ${rateWords(last.accuracy)} with ${countOf(last.size, "unit")}`];
  });
  const reference = full === null ? "" : ` The full network of ${countOf(players, "unit")} has ${rateWords(full)}.`;
  return `Validation ${measure} against units kept. ${ends.length === 0 ? "No points yet" : ends.join("; ")}.${reference}`;
}
