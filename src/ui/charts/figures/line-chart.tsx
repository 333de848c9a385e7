import { area, extent, line, scaleLinear } from "d3";
import { useState } from "react";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { LineLabels, type LineLook } from "../marks/line-labels.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { padded } from "../scales/frame.ts";
import { seriesMark } from "../scales/series.ts";
import { markPaint, markPath } from "../scales/unit-mark.ts";
import { ChartFrame } from "./chart-frame.tsx";

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** An interval around y, where there is one. */
  readonly interval?: readonly [number, number];
}

/** Told apart by more than its colour: by its marks, and where it is dashed. */
export interface LineSeries extends Omit<LineLook, "mark"> {
  readonly id: string;
  readonly name: string;
  readonly points: readonly LinePoint[];
}

interface LineChartProps {
  readonly label: string;
  readonly title: string;
  readonly xTitle: string;
  /** Name of what the keyboard goes along. */
  readonly stops: string;
  readonly series: readonly LineSeries[];
  readonly yDomain?: readonly [number, number];
  readonly xWords: (x: number) => string;
  readonly yWords: (y: number) => string;
  readonly height?: number;
}

const margin = { top: 20, right: 18, bottom: 46, left: 52 };

/** One or more quantities against one other, read stop by stop with the pointer or the arrow keys. */
export function LineChart(props: LineChartProps) {
  const { label, title, xTitle, stops, series, yDomain, xWords, yWords, height = 240 } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const place = chosen === null ? xs.length - 1 : Math.min(chosen, xs.length - 1);
  const at = xs[place];
  const words = (x: number) => {
    const values = series.flatMap(({ name, points }) => {
      const point = points.find((each) => each.x === x);
      if (point === undefined) return [];
      const spread = point.interval ? ` (${yWords(point.interval[0])} to ${yWords(point.interval[1])})` : "";
      return [`${name} ${yWords(point.y)}${spread}`];
    });
    return `${xWords(x)}: ${values.join(", ")}`;
  };
  const table = () => ({
    columns: ["series", xTitle, title, "95 % from", "95 % to"],
    rows: series.flatMap(({ name, points }) =>
      points.map(({ x, y, interval }) => [name, x, y, interval?.[0] ?? null, interval?.[1] ?? null]),
    ),
  });
  const [low = 0, high = 1] = extent(
    series.flatMap(({ points }) => points.flatMap(({ y, interval = [] }) => [y, ...interval])),
  );
  return (
    <>
      <ChartFrame height={height} label={label} title={title} table={table}>
        {(width) => {
          const right = width - margin.right;
          const floor = height - margin.bottom;
          const x = scaleLinear([xs[0] ?? 0, xs.at(-1) ?? 1], [margin.left, right]);
          const y = scaleLinear(yDomain ?? padded([low, high]), [floor, margin.top]).clamp(true);
          const toPlace = (value: number) =>
            xs.reduce((best, stop, i) => (Math.abs(stop - value) < Math.abs((xs[best] ?? 0) - value) ? i : best), 0);
          const slider = sliderProps({
            label: stops,
            value: place,
            words: at === undefined ? "nothing yet" : words(at),
            track: { min: 0, max: Math.max(0, xs.length - 1), step: 1, page: 5 },
            invert: (pixels) => toPlace(x.invert(pixels)),
            onSlide: (next) => setChosen(Math.round(next)),
          });
          return (
            <>
              <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={y.tickFormat(6)} />
              <AxisBottom scale={x} y={floor} format={xWords} title={xTitle} />
              <Unspoken>
                {at !== undefined && <line className="q-reference" x1={x(at)} x2={x(at)} y1={margin.top} y2={floor} />}
                {series.map((one, place) => (
                  <g key={one.id}>
                    <path
                      d={
                        area<LinePoint>(
                          (point) => x(point.x),
                          (point) => y(point.interval?.[0] ?? point.y),
                          (point) => y(point.interval?.[1] ?? point.y),
                        )(one.points) ?? ""
                      }
                      fill={one.colour}
                      fillOpacity={0.12}
                    />
                    <path
                      d={
                        line<LinePoint>(
                          (point) => x(point.x),
                          (point) => y(point.y),
                        )(one.points) ?? ""
                      }
                      fill="none"
                      stroke={one.colour}
                      strokeWidth={2}
                      strokeDasharray={one.dashed ? "6 4" : undefined}
                    />
                    <path
                      d={one.points
                        .map((point) => markPath(seriesMark(place), x(point.x).toFixed(1), y(point.y).toFixed(1), 5))
                        .join("")}
                      {...markPaint(seriesMark(place), one.colour, 5)}
                    />
                  </g>
                ))}
              </Unspoken>
              <LineLabels
                lines={series.map(({ id, name, colour, dashed = false, points }, place) => ({
                  id,
                  name,
                  colour,
                  dashed,
                  mark: seriesMark(place),
                  points: points.map((point) => [x(point.x), y(point.y)] as const),
                }))}
                bounds={{ left: margin.left + 4, right, top: 2, bottom: floor - 4 }}
              />
              <PickArea
                area={{ left: margin.left, right, top: margin.top, bottom: floor }}
                {...slider}
                onPointerMove={(event) => setChosen(toPlace(x.invert(pointerPlace(event)[0])))}
              />
            </>
          );
        }}
      </ChartFrame>
      <p className="q-readout">{at === undefined ? "" : words(at)}</p>
    </>
  );
}
