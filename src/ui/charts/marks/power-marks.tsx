import type { ScaleLinear } from "d3";
import { memo } from "react";
import { layerMark } from "../scales/layer-mark.ts";
import { powerPaths } from "../scales/power-paths.ts";
import { stateMark } from "../scales/state-mark.ts";
import { markPaint, markPath } from "../scales/unit-mark.ts";
import { Unspoken } from "./unspoken.tsx";

interface PowerMarksProps {
  /** Players from left to right. */
  readonly players: Int32Array;
  readonly power: Float64Array;
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly groupOf: Int32Array;
  /** Drawn by state where given, else by layer: by colour and by shape. */
  readonly states: Uint8Array | null;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** Marks and whiskers as two paths a layer or state: ten thousand units stay a handful of elements. */
export const PowerMarks = memo(function PowerMarks(props: PowerMarksProps) {
  const { players, power, intervals, groupOf, states, x, y } = props;
  const markOf = states === null ? layerMark : stateMark;
  const kindOf = states ?? groupOf;
  const size = Math.min(7, Math.max(3, 2.2 * (x(2) - x(1))));
  const { marks, whiskers } = powerPaths({
    players,
    power,
    intervals,
    kindOf,
    markAt: (kind, across, down) => markPath(markOf(kind).mark, across, down, size),
    x,
    y,
  });
  return (
    <Unspoken>
      {whiskers.map((path, kind) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's or state's own number
        <path key={kind} d={path} stroke={markOf(kind).colour} strokeWidth={1} strokeOpacity={0.5} fill="none" />
      ))}
      {marks.map((path, kind) => {
        const { mark, colour } = markOf(kind);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer's or state's own number
          <path key={kind} d={path} {...markPaint(mark, colour, size)} />
        );
      })}
    </Unspoken>
  );
});
