import { area, line, type ScaleLinear } from "d3";
import { memo } from "react";
import type { TrailPoint } from "../../../core/prune/trail.ts";
import { Unspoken } from "./unspoken.tsx";

interface TrailMarksProps {
  readonly points: readonly TrailPoint[];
  readonly colour: string;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly dashed?: boolean;
  /** One of many: the band recedes, the points are small. */
  readonly faint?: boolean;
}

/** One run: its interval as an area, its points joined and marked. */
export const TrailMarks = memo(function TrailMarks(props: TrailMarksProps) {
  const { points, colour, x, y, dashed = false, faint = false } = props;
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
  return (
    <Unspoken>
      <path d={band(bySize) ?? ""} fill={colour} fillOpacity={faint ? 0.07 : 0.14} />
      <path
        d={path(bySize) ?? ""}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeLinejoin="round"
        strokeDasharray={dashed ? "6 4" : undefined}
      />
      {bySize.map((point) => (
        <circle key={point.size} cx={x(point.size)} cy={y(point.accuracy)} r={faint ? 2 : 3} fill={colour} />
      ))}
    </Unspoken>
  );
});
