import type { ScaleLinear } from "d3";
import { memo } from "react";
import { seriesColour } from "../scales/series.ts";
import { Unspoken } from "./unspoken.tsx";

interface PowerMarksProps {
  /** Players from left to right. */
  readonly players: Int32Array;
  readonly power: Float64Array;
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

const short = (pixels: number) => pixels.toFixed(1);

/** Dots and whiskers as two paths a layer: ten thousand units stay a handful of elements. */
export const PowerMarks = memo(function PowerMarks({ players, power, intervals, groupOf, x, y }: PowerMarksProps) {
  const dots: string[] = [];
  const whiskers: string[] = [];
  players.forEach((player, place) => {
    const value = power[player] ?? Number.NaN;
    if (!Number.isFinite(value)) return;
    const group = groupOf[player] ?? 0;
    const across = short(x(place + 1));
    dots[group] = `${dots[group] ?? ""}M${across} ${short(y(value))}h0`;
    const interval = intervals[player];
    if (interval)
      whiskers[group] = `${whiskers[group] ?? ""}M${across} ${short(y(interval[0]))}V${short(y(interval[1]))}`;
  });
  const size = Math.min(7, Math.max(3, 2.2 * (x(2) - x(1))));
  return (
    <Unspoken>
      {whiskers.map((path, group) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's own number
        <path key={group} d={path} stroke={seriesColour(group)} strokeWidth={1} strokeOpacity={0.5} fill="none" />
      ))}
      {dots.map((path, group) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's own number
        <path key={group} d={path} stroke={seriesColour(group)} strokeWidth={size} strokeLinecap="round" fill="none" />
      ))}
    </Unspoken>
  );
});
