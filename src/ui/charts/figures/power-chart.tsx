import { scaleLinear } from "d3";
import { memo, type PointerEvent, useMemo } from "react";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { countOf, valueWords } from "../../quantities.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { PowerMarks } from "../marks/power-marks.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { padded } from "../scales/frame.ts";
import { orderPlayers, type PowerOrder, powerDomain } from "../scales/power-layout.ts";
import { ChartFrame } from "./chart-frame.tsx";

export type Interval = readonly [number, number] | null;

interface PowerChartProps {
  readonly estimate: PowerEstimate;
  /** 95 % interval a player; null where none can be claimed. */
  readonly intervals: readonly Interval[];
  readonly groupOf: Int32Array;
  readonly order: PowerOrder;
  /** Title of the value axis: the index and the payoff's unit. */
  readonly title: string;
  readonly hovered: number | null;
  readonly onHover: (player: number | null) => void;
  readonly words: (player: number) => string;
}

const margin = { top: 28, right: 14, bottom: 46, left: 60 };
const height = 300;

/** Every unit's power with its interval, one dot a unit, coloured by layer. */
export const PowerChart = memo(function PowerChart(props: PowerChartProps) {
  const { estimate, intervals, groupOf, order, title, hovered, onHover, words } = props;
  const players = useMemo(() => orderPlayers(estimate.power, groupOf, order), [estimate, groupOf, order]);
  const domain = useMemo(() => padded(powerDomain(estimate, intervals)), [estimate, intervals]);
  const place = hovered === null ? -1 : players.indexOf(hovered);
  return (
    <ChartFrame height={height} label={summary(props, players)}>
      {(width) => {
        const right = width - margin.right;
        const x = scaleLinear([0.5, players.length + 0.5], [margin.left, right]);
        const y = scaleLinear(domain, [height - margin.bottom, margin.top]).nice();
        const at = Math.max(place, 0);
        const slider = sliderProps({
          label: "Unit",
          value: at + 1,
          words: words(players[at] ?? 0),
          track: { min: 1, max: players.length, step: 1, page: 10 },
          invert: x.invert,
          onSlide: (rank) => onHover(players[Math.round(rank) - 1] ?? null),
        });
        const picker = {
          ...slider,
          onFocus: () => onHover(players[at] ?? null),
          onPointerMove: (event: PointerEvent<SVGGElement>) => {
            const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0;
            onHover(players[Math.round(x.invert(event.clientX - left)) - 1] ?? null);
          },
        };
        return (
          <>
            <text className="q-pane-title" x={0} y={14}>
              {title}
            </text>
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={valueWords} />
            <line className="q-baseline" x1={margin.left} x2={right} y1={y(0)} y2={y(0)} />
            <PowerMarks players={players} power={estimate.power} intervals={intervals} groupOf={groupOf} x={x} y={y} />
            <AxisBottom
              scale={x}
              y={height - margin.bottom}
              format={String}
              title={order === "ranked" ? "rank of the unit" : "units, ranked within each layer"}
            />
            {place >= 0 && hovered !== null && (
              <Unspoken>
                <line
                  className="q-reference"
                  x1={x(place + 1)}
                  x2={x(place + 1)}
                  y1={margin.top}
                  y2={height - margin.bottom}
                />
                <circle
                  className="q-handle-grip"
                  cx={x(place + 1)}
                  cy={y(estimate.power[hovered] ?? 0)}
                  r={5.5}
                  fill="none"
                  stroke="var(--q-ink)"
                  strokeWidth={1.5}
                />
              </Unspoken>
            )}
            <g className="q-picker" {...picker}>
              <rect
                x={margin.left}
                y={margin.top}
                width={Math.max(0, right - margin.left)}
                height={height - margin.top - margin.bottom}
                fill="transparent"
              />
            </g>
          </>
        );
      }}
    </ChartFrame>
  );
});

function summary({ estimate, title, words, intervals }: PowerChartProps, players: Int32Array): string {
  const best =
    players.length > 0 ? players.reduce((a, b) => ((estimate.power[b] ?? 0) > (estimate.power[a] ?? 0) ? b : a)) : 0;
  const known = intervals.filter((interval) => interval !== null).length;
  return (
    `${title} of ${countOf(players.length, "unit")} after ${countOf(estimate.evaluations, "coalition")}. ` +
    `Highest: ${words(best)}. ${known === 0 ? "No intervals yet." : `Intervals for ${known}.`}`
  );
}
