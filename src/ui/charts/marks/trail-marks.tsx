import { area, line, type ScaleLinear } from "d3";
import { memo } from "react";
import type { TrailPoint } from "../../../core/prune/trail.ts";
import { markPaint, markPath } from "../scales/unit-mark.ts";
import type { LineLook } from "./line-labels.tsx";
import { Unspoken } from "./unspoken.tsx";

interface TrailMarksProps extends LineLook {
  readonly points: readonly TrailPoint[];
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** One of many: the band recedes, the points are small. */
  readonly faint?: boolean;
  /** The one that is pointed at. */
  readonly lit?: boolean;
}

/** One run: its interval as an area, its points joined and marked. */
export const TrailMarks = memo(function TrailMarks(props: TrailMarksProps) {
  const { points, colour, mark, x, y, dashed = false, faint = false, lit = false } = props;
  const bySize = points.toSorted((a, b) => a.size - b.size);
  const band = area<TrailPoint>(
    (point) => x(point.size),
    (point) => y(point.interval[0]),
    (point) => y(point.interval[1]),
  );
  const path = line<TrailPoint>(
    (point) => x(point.size),
    (point) => y(point.accuracy),
  );
  const size = faint && !lit ? 4.5 : 6;
  const marks = bySize
    .map((point) => markPath(mark, x(point.size).toFixed(1), y(point.accuracy).toFixed(1), size))
    .join("");
  return (
    <Unspoken>
      <path d={band(bySize) ?? ""} fill={colour} fillOpacity={lit ? 0.24 : faint ? 0.07 : 0.14} />
      <path
        d={path(bySize) ?? ""}
        fill="none"
        stroke={colour}
        strokeWidth={lit ? 3 : 2}
        strokeLinejoin="round"
        strokeDasharray={dashed ? "6 4" : undefined}
      />
      <path data-series={colour} d={marks} {...markPaint(mark, colour, size)} />
    </Unspoken>
  );
});
