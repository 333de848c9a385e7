import { quadtree, scaleLinear } from "d3";
import { type KeyboardEvent, memo, useMemo } from "react";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { rankCorrelation } from "../../../core/stats/rank-correlation.ts";
import { countOf, rateWords, valueWords } from "../../quantities.ts";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { type KeyEntry, keyHeight, MarkKey } from "../marks/mark-key.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { UnitPoints } from "../marks/unit-points.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { padded } from "../scales/frame.ts";
import { orderPlayers, powerDomain } from "../scales/power-layout.ts";
import { ChartFrame } from "./chart-frame.tsx";
import type { Interval } from "./power-chart.tsx";

interface MagnitudeChartProps {
  readonly estimate: PowerEstimate;
  readonly intervals: readonly Interval[];
  /** Norm of the weights that make each unit, a player each. */
  readonly magnitude: Float64Array;
  /** What it is: "L2 norm of the unit's weights". */
  readonly xTitle: string;
  readonly title: string;
  readonly groupOf: Int32Array;
  /** Names of the layers, by group, and what they are drawn by. */
  readonly keys: readonly KeyEntry[];
  readonly hovered: number | null;
  readonly onHover: (player: number | null) => void;
  readonly picked: readonly number[];
  readonly onPick: (player: number) => void;
  readonly nameOf: (player: number) => string;
  readonly words: (player: number) => string;
}

const margin = { top: 16, right: 16, bottom: 46, left: 60 };
const plot = 270;
/** Pixels beyond which a pointer points at no unit. */
const reach = 30;

/** Every unit's power against the size of its weights: what magnitude would prune by, and what it would miss. */
export const MagnitudeChart = memo(function MagnitudeChart(props: MagnitudeChartProps) {
  const { estimate, intervals, magnitude, xTitle, title, keys, nameOf, groupOf } = props;
  const known = useMemo(
    () => Array.from(magnitude.keys()).filter((player) => isKnown(estimate, magnitude, player)),
    [estimate, magnitude],
  );
  const correlation = useMemo(
    () =>
      rankCorrelation(
        known.map((player) => magnitude[player] ?? 0),
        known.map((player) => estimate.power[player] ?? 0),
      ),
    [known, estimate, magnitude],
  );
  const table = () => ({
    columns: ["unit", "layer", xTitle, "power", "95 % from", "95 % to"],
    rows: known.map((player) => [
      nameOf(player),
      keys[groupOf[player] ?? 0]?.name ?? "",
      magnitude[player] ?? null,
      estimate.power[player] ?? null,
      intervals[player]?.[0] ?? null,
      intervals[player]?.[1] ?? null,
    ]),
  });
  return (
    <ChartFrame
      height={(width) => keyHeight(keys, width) + margin.top + plot + margin.bottom}
      title={title}
      label={`${title}, against the ${xTitle}, of ${countOf(known.length, "unit")}. Rank correlation ${rateWords(correlation)}.`}
      table={table}
    >
      {(width) => <Plot {...props} width={width} known={known} />}
    </ChartFrame>
  );
});

const isKnown = ({ power }: PowerEstimate, magnitude: Float64Array, player: number): boolean =>
  Number.isFinite(power[player]) && Number.isFinite(magnitude[player]);

function Plot(props: MagnitudeChartProps & { readonly width: number; readonly known: readonly number[] }) {
  const { estimate, intervals, magnitude, xTitle, groupOf, keys, known, width } = props;
  const { hovered, onHover, picked, onPick, words } = props;
  const right = width - margin.right;
  const top = keyHeight(keys, width) + margin.top;
  const floor = top + plot;
  const x = useMemo(() => {
    const most = known.reduce((high, player) => Math.max(high, magnitude[player] ?? 0), 0);
    return scaleLinear([0, most * 1.04 || 1], [margin.left, right]);
  }, [known, magnitude, right]);
  const y = useMemo(
    () => scaleLinear(padded(powerDomain(estimate, intervals)), [floor, top]).nice(),
    [estimate, intervals, floor, top],
  );
  const places = useMemo(
    () => known.map((player) => [x(magnitude[player] ?? 0), y(estimate.power[player] ?? 0), player] as const),
    [known, magnitude, estimate, x, y],
  );
  const tree = useMemo(
    () =>
      quadtree<readonly [number, number, number]>(
        places,
        ([across]) => across,
        ([, down]) => down,
      ),
    [places],
  );
  const ranked = useMemo(() => orderPlayers(estimate.power, groupOf, "ranked"), [estimate, groupOf]);
  const at = Math.max(0, hovered === null ? 0 : ranked.indexOf(hovered));
  const slider = sliderProps({
    label: "Unit, by magnitude",
    value: at + 1,
    words: words(ranked[at] ?? 0),
    track: { min: 1, max: Math.max(1, ranked.length), step: 1, page: 10 },
    invert: (pixels) => pixels,
    onSlide: (rank) => onHover(ranked[Math.round(rank) - 1] ?? null),
  });
  const under = (event: Parameters<typeof pointerPlace>[0]) => tree.find(...pointerPlace(event), reach)?.[2] ?? null;
  const ring = (player: number, radius: number, name: string) =>
    isKnown(estimate, magnitude, player) && (
      <circle
        key={player}
        className={name}
        cx={x(magnitude[player] ?? 0)}
        cy={y(estimate.power[player] ?? 0)}
        r={radius}
      />
    );
  return (
    <>
      <MarkKey entries={keys} x={margin.left} y={0} width={width - margin.left} />
      <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={valueWords} />
      <line className="q-baseline" x1={margin.left} x2={right} y1={y(0)} y2={y(0)} />
      <UnitPoints places={places} intervals={intervals} groupOf={groupOf} y={y} />
      <AxisBottom scale={x} y={floor} format={valueWords} title={xTitle} />
      <Unspoken>
        {picked.map((player) => ring(player, 7, "q-picked"))}
        {hovered !== null && ring(hovered, 6, "q-ring")}
      </Unspoken>
      <PickArea
        area={{ left: margin.left, right, top, bottom: floor }}
        {...slider}
        onFocus={() => onHover(ranked[at] ?? null)}
        onPointerDown={undefined}
        onPointerMove={(event) => {
          const player = under(event);
          if (player !== null) onHover(player);
        }}
        onClick={(event) => {
          const player = under(event);
          if (player !== null) onPick(player);
        }}
        onKeyDown={(event: KeyboardEvent<SVGGElement>) => {
          if (event.key !== "Enter") return slider.onKeyDown(event);
          event.preventDefault();
          onPick(ranked[at] ?? 0);
        }}
      />
    </>
  );
}
