import type { ScaleLinear } from "d3";
import { tickCount } from "../scales/frame.ts";
import { Unspoken } from "./unspoken.tsx";

interface AxisBottomProps {
  readonly scale: ScaleLinear<number, number>;
  readonly y: number;
  readonly format: (value: number) => string;
  /** With the unit of measure; left out where a pane below carries it. */
  readonly title?: string;
}

export function AxisBottom({ scale, y, format, title }: AxisBottomProps) {
  const [left = 0, right = 0] = scale.range();
  return (
    <Unspoken transform={`translate(0,${y})`}>
      <line className="q-baseline" x1={left} x2={right} />
      {scale.ticks(Math.min(10, tickCount(right - left, 64))).map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)},0)`}>
          <line className="q-baseline" y2={5} />
          {title !== undefined && (
            <text y={19} textAnchor="middle">
              {format(tick)}
            </text>
          )}
        </g>
      ))}
      {title !== undefined && (
        <text className="q-axis-title" x={(left + right) / 2} y={38} textAnchor="middle">
          {title}
        </text>
      )}
    </Unspoken>
  );
}
