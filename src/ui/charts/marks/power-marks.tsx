import type { ScaleLinear } from "d3";
import { memo } from "react";
import { seriesColour } from "../scales/series.ts";
import { type Mark, markPath, stateMark } from "../scales/state-mark.ts";
import { Unspoken } from "./unspoken.tsx";

interface PowerMarksProps {
  /** Players from left to right. */
  readonly players: Int32Array;
  readonly power: Float64Array;
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  /** Drawn by colour and shape where given; else the colour is the layer's. */
  readonly states: Uint8Array | null;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

const short = (pixels: number) => pixels.toFixed(1);
const layerMark = (group: number): { mark: Mark; colour: string } => ({ mark: "dot", colour: seriesColour(group) });

/** Marks and whiskers as two paths a layer or state: ten thousand units stay a handful of elements. */
export const PowerMarks = memo(function PowerMarks(props: PowerMarksProps) {
  const { players, power, intervals, groupOf, states, x, y } = props;
  const markOf = states === null ? layerMark : stateMark;
  const kindOf = states ?? groupOf;
  const size = Math.min(7, Math.max(3, 2.2 * (x(2) - x(1))));
  const dots: string[] = [];
  const whiskers: string[] = [];
  players.forEach((player, place) => {
    const value = power[player] ?? Number.NaN;
    if (!Number.isFinite(value)) return;
    const kind = kindOf[player] ?? 0;
    const across = short(x(place + 1));
    dots[kind] = `${dots[kind] ?? ""}${markPath(markOf(kind).mark, across, short(y(value)), size)}`;
    const interval = intervals[player];
    if (interval)
      whiskers[kind] = `${whiskers[kind] ?? ""}M${across} ${short(y(interval[0]))}V${short(y(interval[1]))}`;
  });
  return (
    <Unspoken>
      {whiskers.map((path, kind) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's or state's own number
        <path key={kind} d={path} stroke={markOf(kind).colour} strokeWidth={1} strokeOpacity={0.5} fill="none" />
      ))}
      {dots.map((path, kind) => {
        const { mark, colour } = markOf(kind);
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's or state's own number
            key={kind}
            d={path}
            stroke={colour}
            strokeWidth={mark === "dot" ? size : 1.5}
            strokeLinecap="round"
            fill={mark === "diamond" ? "var(--q-surface)" : "none"}
          />
        );
      })}
    </Unspoken>
  );
});
