import { Unspoken } from "./unspoken.tsx";

interface ReferenceLineProps {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly label: string;
  /** Where the label stands and which of its ends is there. */
  readonly at: { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };
}

/** A dashed line that says what it stands for. */
export function ReferenceLine({ x1, x2, y1, y2, label, at }: ReferenceLineProps) {
  return (
    <Unspoken>
      <line className="q-reference" x1={x1} x2={x2} y1={y1} y2={y2} />
      <text className="q-halo" x={at.x} y={at.y} textAnchor={at.anchor}>
        {label}
      </text>
    </Unspoken>
  );
}
