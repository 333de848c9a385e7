import type { ScaleLinear } from "d3";
import { tickCount } from "../scales/frame.ts";
import { Unspoken } from "./unspoken.tsx";

interface AxisLeftProps {
  readonly scale: ScaleLinear<number, number>;
  readonly x: number;
  /** Length of the grid lines. */
  readonly width: number;
  readonly format: (value: number) => string;
}

/** Tick labels with grid lines; the title stands above the pane, where it can be read. */
export function AxisLeft({ scale, x, width, format }: AxisLeftProps) {
  const [bottom = 0, top = 0] = scale.range();
  return (
    <Unspoken>
      {scale.ticks(Math.min(6, tickCount(bottom - top, 34))).map((tick) => (
        <g key={tick} transform={`translate(${x},${scale(tick)})`}>
          <line className="q-grid" x2={width} />
          <text x={-8} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </Unspoken>
  );
}
