import type { ScaleLinear } from "d3";
import { memo } from "react";
import { layerMark } from "../scales/layer-mark.ts";
import { markPaint, markPath } from "../scales/unit-mark.ts";
import { Unspoken } from "./unspoken.tsx";

interface UnitPointsProps {
  /** Of each unit: where it is in pixels, and its player. */
  readonly places: readonly (readonly [number, number, number])[];
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  readonly y: ScaleLinear<number, number>;
}

/** More units than this are drawn smaller, and their intervals fainter. */
const crowd = 600;

/** Units as marks of their layers with their intervals: two paths a layer, however many units there are. */
export const UnitPoints = memo(function UnitPoints({ places, intervals, groupOf, y }: UnitPointsProps) {
  const size = places.length > crowd ? 3.5 : 5.5;
  const marks: string[] = [];
  const whiskers: string[] = [];
  for (const [across, down, player] of places) {
    const group = groupOf[player] ?? 0;
    const at = across.toFixed(1);
    marks[group] = `${marks[group] ?? ""}${markPath(layerMark(group).mark, at, down.toFixed(1), size)}`;
    const interval = intervals[player];
    if (interval)
      whiskers[group] = `${whiskers[group] ?? ""}M${at} ${y(interval[0]).toFixed(1)}V${y(interval[1]).toFixed(1)}`;
  }
  return (
    <Unspoken>
      {whiskers.map((path, group) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's own number
          key={group}
          d={path}
          stroke={layerMark(group).colour}
          strokeWidth={1}
          strokeOpacity={places.length > crowd ? 0.15 : 0.4}
          fill="none"
        />
      ))}
      {marks.map((path, group) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's own number
        <path key={group} d={path} {...markPaint(layerMark(group).mark, layerMark(group).colour, size)} />
      ))}
    </Unspoken>
  );
});
