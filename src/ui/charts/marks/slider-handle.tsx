import type { SliderProps } from "../interaction/slider-props.ts";

interface SliderHandleProps {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly label: string;
  /** Which end of the label stands at the line. */
  readonly anchor: "start" | "end";
  readonly slider: SliderProps;
}

/** A vertical line that can be dragged and moved with the arrow keys. Wide enough for a finger. */
export function SliderHandle({ x, top, bottom, label, anchor, slider }: SliderHandleProps) {
  return (
    <g className="q-handle" transform={`translate(${x},0)`} {...slider}>
      <rect x={-16} y={top - 16} width={32} height={bottom - top + 24} fill="transparent" />
      <line className="q-handle-line" y1={top} y2={bottom} />
      <circle className="q-handle-grip" cy={bottom} r={6.5} />
      <text className="q-halo" x={anchor === "start" ? 7 : -7} y={top - 4} textAnchor={anchor}>
        {label}
      </text>
    </g>
  );
}
