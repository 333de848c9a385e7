import { scaleLinear } from "d3";
import { type KeyboardEvent, memo, useMemo } from "react";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { countOf, countWords, valueWords } from "../../quantities.ts";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { LayerSpans } from "../marks/layer-spans.tsx";
import { type KeyEntry, keyHeight, MarkKey } from "../marks/mark-key.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { PowerMarks } from "../marks/power-marks.tsx";
import { ReferenceLabel, ReferenceLine } from "../marks/reference-line.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { tableOfRows } from "../saving/figure-table.ts";
import { padded } from "../scales/frame.ts";
import { orderPlayers, type PowerOrder, powerDomain } from "../scales/power-layout.ts";
import { stateMark } from "../scales/state-mark.ts";
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
  /** A unit by itself: "conv1 · filter 3 of 6". */
  readonly nameOf: (player: number) => string;
  /** What the marks stand for. */
  readonly keys?: readonly KeyEntry[];
  /** Names of the layers, by group. */
  readonly layers: readonly string[];
  /** Size of the top that is told from the rest; drawn where all units are in one order. */
  readonly cut?: number | null;
  /** What the last sentence of the summary says instead of the number of intervals. */
  readonly note?: string;
}

const margin = { top: 20, right: 14, bottom: 46, left: 60 };
const plot = 226;
const noKeys: readonly KeyEntry[] = [];

/** Every unit's power with its interval, one mark a unit, by state or by layer. */
export const PowerChart = memo(function PowerChart(props: PowerChartProps) {
  const { estimate, intervals, groupOf, states = null, order, title, hovered, onHover, picked, onPick, words } = props;
  const { keys = noKeys, layers, cut = null } = props;
  const players = useMemo(() => orderPlayers(estimate.power, groupOf, order), [estimate, groupOf, order]);
  const domain = useMemo(() => padded(powerDomain(estimate, intervals)), [estimate, intervals]);
  const place = hovered === null ? -1 : players.indexOf(hovered);
  return (
    <ChartFrame
      height={(width) => keyHeight(keys, width) + margin.top + plot + margin.bottom}
      label={summary(props, players)}
      title={title}
      table={() => tableOf(props, players)}
    >
      {(width) => {
        const right = width - margin.right;
        const top = keyHeight(keys, width) + margin.top;
        const floor = top + plot;
        const x = scaleLinear([0.5, players.length + 0.5], [margin.left, right]);
        const y = scaleLinear(domain, [floor, top]).nice();
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
          onPointerMove: (event: Parameters<typeof pointerPlace>[0]) =>
            onHover(players[Math.round(x.invert(pointerPlace(event)[0])) - 1] ?? null),
        };
        return (
          <>
            <MarkKey entries={keys} x={margin.left} y={0} width={width - margin.left} />
            <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={valueWords} />
            <line className="q-baseline" x1={margin.left} x2={right} y1={y(0)} y2={y(0)} />
            {order === "by-layer" && (
              <LayerSpans players={players} groupOf={groupOf} names={layers} x={x} top={top} bottom={floor} />
            )}
            {order === "ranked" && cut !== null && cut < players.length && (
              <ReferenceLine x1={x(cut + 0.5)} x2={x(cut + 0.5)} y1={top} y2={floor} />
            )}
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
              y={floor}
              format={countWords}
              title={order === "ranked" ? "rank of the unit" : "units, ranked within each layer"}
            />
            {place >= 0 && hovered !== null && (
              <Unspoken>
                <line className="q-reference" x1={x(place + 1)} x2={x(place + 1)} y1={top} y2={floor} />
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
            {order === "ranked" && cut !== null && cut < players.length && (
              <ReferenceLabel
                label={`top ${countWords(cut)}`}
                x={x(cut + 0.5) + (x(cut) > width / 2 ? -6 : 6)}
                y={top - 7}
                anchor={x(cut) > width / 2 ? "end" : "start"}
              />
            )}
            <PickArea area={{ left: margin.left, right, top, bottom: floor }} {...picker} />
          </>
        );
      }}
    </ChartFrame>
  );
});

/** Every unit from left to right, as the figure draws them; ranks begin anew in each layer where units stand by layer. */
function tableOf(
  { estimate, intervals, states, groupOf, layers, nameOf, order }: PowerChartProps,
  players: Int32Array,
) {
  // the first place of each layer, where they stand one after the other
  const firsts = new Map<number, number>();
  if (order === "by-layer")
    players.forEach((player, place) => {
      const own = groupOf[player] ?? 0;
      if (!firsts.has(own)) firsts.set(own, place);
    });
  const columns = [
    "unit",
    "layer",
    order === "ranked" ? "rank" : "rank in layer",
    "power",
    "95 % from",
    "95 % to",
    ...(states ? ["state"] : []),
  ];
  return tableOfRows(columns, players.length, (place) => {
    const player = players[place] ?? 0;
    const own = groupOf[player] ?? 0;
    return [
      nameOf(player),
      layers[own] ?? "",
      place - (firsts.get(own) ?? 0) + 1,
      estimate.power[player] ?? null,
      intervals[player]?.[0] ?? null,
      intervals[player]?.[1] ?? null,
      ...(states ? [stateMark(states[player] ?? 0).words] : []),
    ];
  });
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
