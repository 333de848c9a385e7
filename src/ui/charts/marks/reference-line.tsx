import { Unspoken } from "./unspoken.tsx";

interface ReferenceLineProps {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** A dashed line; a `ReferenceLabel` drawn after the other marks says what it stands for. */
export function ReferenceLine({ x1, x2, y1, y2 }: ReferenceLineProps) {
  return (
    <Unspoken>
      <line className="q-reference" x1={x1} x2={x2} y1={y1} y2={y2} />
    </Unspoken>
  );
}

interface ReferenceLabelProps {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Which end of the label stands there. */
  readonly anchor: "start" | "end";
}

/** What a reference line stands for; drawn last and with a halo, so that no line runs through it. */
export function ReferenceLabel({ label, x, y, anchor }: ReferenceLabelProps) {
  return (
    <Unspoken>
      <text className="q-halo" x={x} y={y} textAnchor={anchor}>
        {label}
      </text>
    </Unspoken>
  );
}
