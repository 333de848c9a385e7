import { curveStepAfter, line, scaleLinear } from "d3";
import { useState } from "react";
import { intervalWords, rateWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";
import { pointerPlace } from "../interaction/pointer-place.ts";
import { sliderProps } from "../interaction/slider-props.ts";
import { AxisBottom } from "../marks/axis-bottom.tsx";
import { AxisLeft } from "../marks/axis-left.tsx";
import { NetworkMark, type NetworkShape } from "../marks/network-mark.tsx";
import { PickArea } from "../marks/pick-area.tsx";
import { Unspoken } from "../marks/unspoken.tsx";
import { Whisker } from "../marks/whisker.tsx";
import { padded } from "../scales/frame.ts";
import { placeLabels, textWidth } from "../scales/place-labels.ts";
import { ChartFrame } from "./chart-frame.tsx";

export interface ParetoPoint {
  readonly id: string;
  readonly name: string;
  /** What stands beside its mark: with its name where there is room, else a number. */
  readonly long: string;
  readonly short: string;
  readonly colour: string;
  readonly shape: NetworkShape;
  readonly cost: number;
  /** Interval of the cost, where it is measured and not counted. */
  readonly spread?: readonly [number, number] | null;
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  /** Whether no other is as accurate at no more cost. */
  readonly front: boolean;
}

interface ParetoChartProps {
  readonly points: readonly ParetoPoint[];
  /** "accuracy on validation examples" */
  readonly measure: string;
  /** What it is: "parameters", "time of a pass of 64". */
  readonly cost: string;
  /** What stands at the axis. */
  readonly unit: string;
  /** On a tick, and in a sentence. */
  readonly tickWords: (cost: number) => string;
  readonly costWords: (cost: number) => string;
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
  /** What is pointed at here or in another figure, and whoever is pointed at here; null where none is. */
  readonly lit: readonly string[];
  readonly onLight: (id: string | null) => void;
}

const margin = { top: 24, right: 18, bottom: 46, left: 48 };
const height = 340;
/** Below this width, numbers stand for names. */
const roomy = 560;
const longest = 34;

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** Accuracy against what a network costs; the front is what no other network beats on both. */
export function ParetoChart(props: ParetoChartProps) {
  const { points, measure, cost, unit, tickWords, costWords, shown, onShow } = props;
  // the full network is read here, too, and is no point of any other figure
  const [own, setOwn] = useState<string | null>(null);
  const lit = own === null ? props.lit : [own];
  const onLight = (id: string | null) => {
    setOwn(id);
    props.onLight(id);
  };
  const byCost = points.toSorted((a, b) => a.cost - b.cost || b.accuracy - a.accuracy);
  const front = byCost.filter((point) => point.front);
  const words = (point: ParetoPoint) =>
    `${point.name}: ${rateWords(point.accuracy)} (${intervalWords(point.interval)}) at ${costWords(point.cost)}, ${
      point.front ? "on the front" : "another is as good at no more cost"
    }`;
  const pointed = byCost.findIndex(({ id }) => lit.includes(id));
  const place = Math.max(0, pointed < 0 ? byCost.findIndex(({ id }) => id === shown) : pointed);
  const read = byCost[place];
  const table = () => ({
    columns: ["network", cost, measure, "95 % from", "95 % to", "on the front"],
    rows: byCost.map((point) => [
      point.name,
      point.cost,
      point.accuracy,
      ...point.interval,
      point.front ? "yes" : "no",
    ]),
  });
  return (
    <>
      <ChartFrame
        height={height}
        title={`${capital(measure)}, against ${cost}`}
        label={`${capital(measure)} against ${cost}. On the front: ${front.map(words).join("; ")}.`}
        table={table}
      >
        {(width) => {
          const right = width - margin.right;
          const floor = height - margin.bottom;
          const x = scaleLinear([0, Math.max(...byCost.map((point) => point.cost)) * 1.06 || 1], [margin.left, right]);
          const [low, high] = padded([
            Math.min(...byCost.map(({ interval }) => interval[0])),
            Math.max(...byCost.map(({ interval }) => interval[1])),
          ]);
          const y = scaleLinear([low, Math.min(high, Math.max(1, low + 0.01))], [floor, margin.top]).clamp(true);
          const texts = byCost.map((point) => (width < roomy ? point.short : cut(point.long)));
          const ends = front.map((point): [number, number] => [x(point.cost), y(point.accuracy)]);
          const last = ends.at(-1);
          // the level parts of the steps, which no label should stand on
          const treads = ends.map(([from, level], i) => ({
            left: from,
            right: ends[i + 1]?.[0] ?? right,
            top: level - 2,
            bottom: level + 2,
          }));
          const spreads = byCost.flatMap(({ spread, accuracy }) => {
            const level = y(accuracy);
            return spread ? [{ left: x(spread[0]), right: x(spread[1]), top: level - 2, bottom: level + 2 }] : [];
          });
          const labels = placeLabels(
            byCost.map((point, i) => ({ x: x(point.cost), y: y(point.accuracy), width: textWidth(texts[i] ?? "") })),
            { left: margin.left, right, top: margin.top - 8, bottom: floor },
            [...treads, ...spreads],
          );
          const nearest = (across: number, down: number) => {
            const away = (point: ParetoPoint) => Math.hypot(x(point.cost) - across, y(point.accuracy) - down);
            return byCost.reduce((best, point, i) => (away(point) < away(byCost[best] ?? point) ? i : best), 0);
          };
          const slider = sliderProps({
            label: `Networks by ${cost}`,
            value: place,
            words: read === undefined ? "nothing yet" : words(read),
            track: { min: 0, max: Math.max(0, byCost.length - 1), step: 1, page: 3 },
            invert: (pixels) => nearest(pixels, y(read?.accuracy ?? 0)),
            onSlide: (next) => {
              const to = byCost[Math.round(next)];
              if (to === undefined) return;
              onLight(to.id);
              onShow(to.id);
            },
          });
          const under = (event: Parameters<typeof pointerPlace>[0]) => byCost[nearest(...pointerPlace(event))];
          return (
            <>
              <AxisLeft scale={y} x={margin.left} width={right - margin.left} format={y.tickFormat(5)} />
              <AxisBottom scale={x} y={floor} format={tickWords} title={unit} />
              <Unspoken>
                {last && (
                  <path
                    d={line().curve(curveStepAfter)([...ends, [right, last[1]]]) ?? ""}
                    fill="none"
                    stroke="var(--q-ink-3)"
                    strokeWidth={1.5}
                  />
                )}
                {byCost.map((point) => (
                  <Whisker
                    key={point.id}
                    at={x(point.cost)}
                    from={y(point.interval[0])}
                    to={y(point.interval[1])}
                    colour={point.colour}
                  />
                ))}
                {byCost.map(
                  ({ id, spread, accuracy, colour }) =>
                    spread && (
                      <Whisker
                        key={id}
                        across
                        at={y(accuracy)}
                        from={x(spread[0])}
                        to={Math.min(right, x(spread[1]))}
                        colour={colour}
                      />
                    ),
                )}
                {byCost.map((point) => (
                  <NetworkMark
                    key={point.id}
                    x={x(point.cost)}
                    y={y(point.accuracy)}
                    shape={point.shape}
                    colour={point.colour}
                    hollow={!point.front}
                    lit={lit.includes(point.id) || (lit.length === 0 && point.id === shown)}
                  />
                ))}
                {labels.map((label, i) => (
                  <text key={byCost[i]?.id} className="q-halo" x={label.x} y={label.y} textAnchor={label.anchor}>
                    {texts[i]}
                  </text>
                ))}
              </Unspoken>
              <PickArea
                area={{ left: margin.left, right, top: margin.top - 8, bottom: floor }}
                {...slider}
                onFocus={() => onLight(read?.id ?? null)}
                onBlur={() => onLight(null)}
                onPointerDown={(event) => {
                  const to = under(event);
                  if (to) onShow(to.id);
                }}
                onPointerMove={(event) => onLight(under(event)?.id ?? null)}
                onPointerLeave={() => onLight(null)}
              />
            </>
          );
        }}
      </ChartFrame>
      <p className="q-readout">{read === undefined ? "" : words(read)}</p>
    </>
  );
}
