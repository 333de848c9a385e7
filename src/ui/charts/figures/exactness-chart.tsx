import { scaleLinear } from "d3";
import { useState } from "react";
import { solvedWords } from "../../quantities.ts";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisLeft } from "../marks/axis-left.tsx";
import { MarkIcon } from "../marks/mark-icon.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { padded } from "../scales/frame.ts";
import { markPath } from "../scales/unit-mark.ts";
import { ChartFrame } from "./chart-frame.tsx";

interface ExactnessChartProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly exact: Float64Array;
  /** null before there is one. */
  readonly estimate: Float64Array | null;
  readonly intervals: readonly (readonly [number, number] | null)[];
}

const margin = { top: 12, right: 14, bottom: 30, left: 60 };
const height = 250;
const exactColour = "var(--q-series-2)";
const estimateColour = "var(--q-series-1)";

/** The exact power of each player, and what was estimated of it. */
export function ExactnessChart({ title, names, exact, estimate, intervals }: ExactnessChartProps) {
  const [at, setAt] = useState(0);
  const words = (player: number) => {
    const interval = intervals[player];
    const spread = interval ? ` (${solvedWords(interval[0])} to ${solvedWords(interval[1])})` : "";
    const estimated = estimate === null ? "" : `, estimated ${solvedWords(estimate[player] ?? Number.NaN)}${spread}`;
    return `${names[player]}: exactly ${solvedWords(exact[player] ?? Number.NaN)}${estimated}`;
  };
  const covered = intervals.filter((interval, player) => {
    const value = exact[player] ?? Number.NaN;
    return interval && interval[0] <= value && value <= interval[1];
  }).length;
  const known = intervals.filter(Boolean).length;
  const all = [0, ...exact, ...(estimate ?? []), ...intervals.flatMap((interval) => interval ?? [])];
  const domain = padded([Math.min(...all), Math.max(...all)]);
  const table = () => ({
    columns: ["player", "exact", "estimate", "from", "to"],
    rows: names.map((name, player) => [
      name,
      exact[player] ?? null,
      estimate?.[player] ?? null,
      intervals[player]?.[0] ?? null,
      intervals[player]?.[1] ?? null,
    ]),
  });
  return (
    <div className="q-block">
      <ChartFrame
        height={height}
        table={table}
        title={title}
        label={`${title}, exact and estimated, of ${names.length} players.${known > 0 ? ` ${covered} of ${known} intervals hold the exact value.` : ""}`}
      >
        {(width) => {
          const right = width - margin.right;
          const floor = height - margin.bottom;
          const x = scaleLinear([-0.5, names.length - 0.5], [margin.left, right]);
          const y = scaleLinear(domain, [floor, margin.top]).nice();
          const slider = sliderProps({
            label: "Player",
            value: at + 1,
            words: words(at),
            track: { min: 1, max: names.length, step: 1, page: 4 },
            invert: (pixels) => x.invert(pixels) + 1,
            onSlide: (place) => setAt(Math.min(names.length - 1, Math.max(0, Math.round(place) - 1))),
          });
          const roomy = (right - margin.left) / names.length > 62;
          return (
            <>
              <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={solvedWords} />
              <Unspoken>
                <line className="q-baseline" x1={margin.left} x2={right} y1={y(0)} y2={y(0)} />
                <line className="q-reference" x1={x(at)} x2={x(at)} y1={margin.top} y2={floor} />
                {names.map((name, player) => {
                  const interval = intervals[player];
                  const [left, aside] = [(x(player) - 6).toFixed(1), x(player) + 6];
                  const estimated = estimate?.[player];
                  return (
                    <g key={name}>
                      <text x={x(player)} y={floor + 18} textAnchor="middle">
                        {roomy ? name : player + 1}
                      </text>
                      <path
                        d={markPath("diamond", left, y(exact[player] ?? 0).toFixed(1), 8)}
                        stroke={exactColour}
                        strokeWidth={1.75}
                        fill="none"
                      />
                      {interval && (
                        <line x1={aside} x2={aside} y1={y(interval[0])} y2={y(interval[1])} stroke={estimateColour} />
                      )}
                      {estimated !== undefined && <circle cx={aside} cy={y(estimated)} r={4} fill={estimateColour} />}
                    </g>
                  );
                })}
              </Unspoken>
              <PickArea
                area={{ left: margin.left, right, top: margin.top, bottom: floor }}
                {...slider}
                onPointerMove={(event) =>
                  setAt(Math.min(names.length - 1, Math.max(0, Math.round(x.invert(pointerPlace(event)[0])))))
                }
              />
            </>
          );
        }}
      </ChartFrame>
      <div className="q-legend">
        <span>
          <MarkIcon mark="diamond" colour={exactColour} /> exact
        </span>
        <span>
          <MarkIcon mark="dot" colour={estimateColour} /> estimate with its interval
        </span>
      </div>
      <p className="q-readout">{words(at)}</p>
    </div>
  );
}
