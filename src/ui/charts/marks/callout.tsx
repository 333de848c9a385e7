import { Unspoken } from "./unspoken.tsx";

interface CalloutProps {
  readonly label: string;
  /** Left end of the label, and its baseline. */
  readonly x: number;
  readonly y: number;
  /** What it speaks of. */
  readonly to: readonly [number, number];
}

/** A label joined by a thin line to the place that it speaks of. */
export function Callout({ label, x, y, to: [across, down] }: CalloutProps) {
  return (
    <Unspoken>
      <path className="q-callout" d={`M${x - 4} ${y - 4}L${across} ${down}`} />
      <circle className="q-callout-end" cx={across} cy={down} r={1.75} />
      <text className="q-halo" x={x} y={y}>
        {label}
      </text>
    </Unspoken>
  );
}
