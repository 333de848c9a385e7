import type { SVGProps } from "react";
import type { Box } from "../scales/place-labels.ts";

interface PickAreaProps extends Omit<SVGProps<SVGGElement>, "ref"> {
  /** Of the drawing, where pointers read it. */
  readonly area: Box;
}

/** The part of a drawing that pointers and keys read: drawn last, so that nothing lies above it. */
export function PickArea({ area, ...handlers }: PickAreaProps) {
  const { left, right, top, bottom } = area;
  return (
    <g className="q-picker" {...handlers}>
      <rect x={left} y={top} width={Math.max(0, right - left)} height={Math.max(0, bottom - top)} fill="transparent" />
    </g>
  );
}
