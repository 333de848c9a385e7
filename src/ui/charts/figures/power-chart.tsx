import { scaleLinear } from "d3";
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from "react";
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
  /** Who is kept, dropped or undecided, drawn by colour and shape; null draws by layer. */
  readonly states?: Uint8Array | null;
  readonly order: PowerOrder;
  /** Title of the value axis: the index and the payoff's unit. */
  readonly title: string;
  readonly hovered: number | null;
  readonly onHover: (player: number | null) => void;
  /** Units that were chosen, ringed; and what a click or Enter on a unit does. */
  readonly picked?: readonly number[];
  readonly onPick?: (player: number) => void;
  readonly words: (player: number) => string;
  /** What the last sentence of the summary says instead of the number of intervals. */
  readonly note?: string;
}

const margin = { top: 12, right: 14, bottom: 46, left: 60 };
const height = 284;

/** Every unit's power with its interval, one dot a unit, coloured by layer. */
export const PowerChart = memo(function PowerChart(props: PowerChartProps) {
  const { estimate, intervals, groupOf, states = null, order, title, hovered, onHover, picked, onPick, words } = props;
  const players = useMemo(() => orderPlayers(estimate.power, groupOf, order), [estimate, groupOf, order]);
  const domain = useMemo(() => padded(powerDomain(estimate, intervals)), [estimate, intervals]);
  const place = hovered === null ? -1 : players.indexOf(hovered);
  return (
    <ChartFrame height={height} label={summary(props, players)} title={title} table={() => tableOf(props, players)}>
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
          onClick: () => hovered !== null && onPick?.(hovered),
          onKeyDown: (event: KeyboardEvent<SVGGElement>) => {
            if (event.key !== "Enter" || onPick === undefined) return slider.onKeyDown(event);
            event.preventDefault();
            onPick(players[at] ?? 0);
          },
          onPointerMove: (event: PointerEvent<SVGGElement>) => {
            const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0;
            onHover(players[Math.round(x.invert(event.clientX - left)) - 1] ?? null);
          },
        };
        return (
          <>
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={valueWords} />
            <line className="q-baseline" x1={margin.left} x2={right} y1={y(0)} y2={y(0)} />
            <PowerMarks
              players={players}
              power={estimate.power}
              intervals={intervals}
              groupOf={groupOf}
              states={states}
              x={x}
              y={y}
            />
            {picked !== undefined && picked.length > 0 && (
              <Unspoken>
                {picked.map((player) => (
                  <circle
                    key={player}
                    className="q-picked"
                    cx={x(players.indexOf(player) + 1)}
                    cy={y(estimate.power[player] ?? 0)}
                    r={7}
                  />
                ))}
              </Unspoken>
            )}
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

/** Every unit from left to right, as the figure draws them. */
function tableOf({ estimate, intervals, words }: PowerChartProps, players: Int32Array) {
  return {
    columns: ["rank", "player", "power", "from", "to", "in words"],
    rows: Array.from(players, (player, place) => [
      place + 1,
      player,
      estimate.power[player] ?? null,
      intervals[player]?.[0] ?? null,
      intervals[player]?.[1] ?? null,
      words(player),
    ]),
  };
}

function summary({ estimate, title, words, intervals, note }: PowerChartProps, players: Int32Array): string {
  const worth = (player: number) => {
    const power = estimate.power[player] ?? Number.NaN;
    return Number.isNaN(power) ? Number.NEGATIVE_INFINITY : power;
  };
  const best = players.length > 0 ? players.reduce((a, b) => (worth(b) > worth(a) ? b : a)) : 0;
  const known = intervals.filter((interval) => interval !== null).length;
  return (
    `${title} of ${countOf(players.length, "unit")} after ${countOf(estimate.evaluations, "coalition")}. ` +
    `Highest: ${words(best)}. ${note ?? (known === 0 ? "No intervals yet." : `Intervals for ${known}.`)}`
  );
}
