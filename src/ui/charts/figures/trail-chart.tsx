import { scaleLinear } from "d3";
import { memo, useMemo } from "react";
import type { TrailPoint } from "../../../core/prune/trail.ts";
import { countOf, countWords, intervalWords, rateWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";
import { nearestPoint, stepThroughPoints } from "../interaction/series-points.ts";
import { nearestStop } from "../interaction/slide.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { LineLabels, type LineLook } from "../marks/line-labels.tsx";
import { NetworkMark, type NetworkShape } from "../marks/network-mark.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { ReferenceLabel, ReferenceLine } from "../marks/reference-line.tsx";
import { SliderHandle } from "../marks/slider-handle.tsx";
import { TrailMarks } from "../marks/trail-marks.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { Whisker } from "../marks/whisker.tsx";
import { rateDomain } from "../scales/frame.ts";
import { textWidth } from "../scales/place-labels.ts";
import { ChartFrame } from "./chart-frame.tsx";

/** A run. What others prune by is drawn with a broken line. */
export interface TrailSeries extends LineLook {
  readonly id: string;
  readonly name: string;
  readonly points: readonly TrailPoint[];
}

/** A point of a run; a size of null is the run as a whole. */
export interface LitPoint {
  readonly run: string;
  readonly size: number | null;
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
  /** The one that is pointed at. */
  readonly lit?: boolean;
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
  /** Whether the chosen size is dragged here; else its point is ringed. */
  readonly handle?: boolean;
  /** What is pointed at, here or in another figure. */
  readonly lit: LitPoint | null;
  readonly onLight: (point: { readonly run: string; readonly size: number } | null) => void;
}

const margin = { right: 18, bottom: 46, left: 44 };
/** Above the plot: with room for what stands over it, or without. */
const heads = { full: 72, plain: 42 };
const plot = 238;
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
    handle = true,
    lit,
    onLight,
  } = props;
  const chosenSeries = series.find(({ id }) => id === chosen?.run);
  const looks = useMemo(() => new Map(series.map((one) => [one.id, one])), [series]);
  const pointOf = (at: LitPoint | null) =>
    series.find(({ id }) => id === at?.run)?.points.find(({ size }) => size === at?.size);
  const words = (run: string, size: number) => {
    const point = pointOf({ run, size });
    return `${looks.get(run)?.name}: ${countOf(size, "unit")}, ${rateWords(point?.accuracy ?? Number.NaN)}${
      point ? ` (${intervalWords(point.interval)})` : ""
    } on ${validation}`;
  };
  const top = handle || critical !== null ? heads.full : heads.plain;
  const height = top + plot + margin.bottom;
  const sizes = (chosenSeries?.points ?? []).map(({ size }) => size).sort((a, b) => a - b);
  return (
    <ChartFrame
      height={height}
      label={summary(props)}
      table={() => tableOf(props)}
      keys={series.length > crowd ? series : undefined}
    >
      {(width) => {
        const right = width - margin.right;
        const bottom = height - margin.bottom;
        const x = scaleLinear([0, players], [margin.left, right]);
        const lows = [...series.flatMap(({ points }) => points), ...networks].map(({ interval }) => interval[0]);
        const y = scaleLinear(rateDomain(lows), [bottom, top]).clamp(true);
        const place = ({ size, accuracy }: TrailPoint): readonly [number, number] => [x(size), y(accuracy)];
        const [ringed, litPoint] = [handle ? undefined : pointOf(chosen), pointOf(lit)];
        const fullWords = full === null ? "" : `full network ${rateWords(full)}`;
        const fullRight = !(handle && chosen !== null && x(chosen.size) > width / 2);
        const fullX = fullRight ? right - 4 : margin.left + 6;
        const picks = stepThroughPoints({
          label: "Points of all runs",
          series,
          at: lit,
          words,
          onLight,
          onChoose,
          nearest: (across, down) => nearestPoint(series, place, across, down),
        });
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
            {series.map(({ id, name: _, points, ...look }) => (
              <TrailMarks
                key={id}
                points={points}
                {...look}
                x={x}
                y={y}
                lit={id === lit?.run}
                faint={series.length > crowd && id !== chosen?.run && !points[0]?.draws}
              />
            ))}
            <LineLabels
              lines={series.map(({ points, ...one }) => ({
                ...one,
                points: points.toSorted((a, b) => a.size - b.size).map(place),
              }))}
              bounds={{ left: margin.left + 4, right, top: top - 14, bottom: bottom - 6 }}
              taken={[
                ...(full === null
                  ? []
                  : [
                      {
                        left: fullRight ? fullX - textWidth(fullWords) : fullX,
                        right: fullRight ? fullX : fullX + textWidth(fullWords),
                        top: y(full) - 18,
                        bottom: y(full) + 2,
                      },
                    ]),
                ...networks.map(({ size, interval }) => ({
                  left: x(size) - 8,
                  right: x(size) + 8,
                  top: y(interval[1]) - 4,
                  bottom: y(interval[0]) + 4,
                })),
                ...(critical === null ? [] : [{ left: x(critical) - 3, right: x(critical) + 3, top, bottom }]),
                ...(handle && chosen !== null
                  ? [{ left: x(chosen.size) - 5, right: x(chosen.size) + 5, top, bottom }]
                  : []),
              ]}
            />
            <Unspoken>
              {networks.map(({ id, size, interval, lit: seen = false, ...mark }) => (
                <g key={id}>
                  <Whisker at={x(size)} from={y(interval[0])} to={y(interval[1])} colour={mark.colour} />
                  <NetworkMark x={x(size)} y={y(mark.accuracy)} shape={mark.shape} colour={mark.colour} lit={seen} />
                </g>
              ))}
              {ringed && <circle className="q-ring-chosen" cx={x(ringed.size)} cy={y(ringed.accuracy)} r={9} />}
              {litPoint && <circle className="q-ring" cx={x(litPoint.size)} cy={y(litPoint.accuracy)} r={7} />}
            </Unspoken>
            <PickArea area={{ left: margin.left, right, top, bottom }} {...picks} />
            {handle && chosenSeries !== undefined && chosen !== null && sizes.length > 0 && (
              <SliderHandle
                x={x(chosen.size)}
                top={top - 20}
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
              <ReferenceLabel label={fullWords} x={fullX} anchor={fullRight ? "end" : "start"} y={y(full) - 6} />
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
    columns: ["run", "units kept", `validation ${measure}`, "95 % from", "95 % to", "evaluations"],
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
