import { area, line, type ScaleLinear } from "d3";
import { memo } from "react";
import type { TrailPoint } from "../../../core/prune/trail.ts";
import { Unspoken } from "./unspoken.tsx";

interface TrailMarksProps {
  readonly points: readonly TrailPoint[];
  readonly colour: string;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** One run: its interval as an area, its points joined and dotted. */
export const TrailMarks = memo(function TrailMarks({ points, colour, x, y }: TrailMarksProps) {
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
      <path d={band(bySize) ?? ""} fill={colour} fillOpacity={0.14} />
      <path d={path(bySize) ?? ""} fill="none" stroke={colour} strokeWidth={2} strokeLinejoin="round" />
      {bySize.map((point) => (
        <circle key={point.size} cx={x(point.size)} cy={y(point.accuracy)} r={3} fill={colour} />
      ))}
    </Unspoken>
  );
});
