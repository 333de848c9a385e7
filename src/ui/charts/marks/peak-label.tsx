import { type Box, textWidth } from "../scales/place-labels.ts";
import { Unspoken } from "./unspoken.tsx";

interface PeakLabelProps {
  readonly label: string;
  /** The line below it. */
  readonly note: string;
  /** Pixels. */
  readonly at: number;
  readonly interval: readonly [number, number] | null;
  readonly bounds: Box;
}

/** Names a peak beside its line, on the side with more room, and the interval around it. */
export function PeakLabel({ label, note, at, interval, bounds }: PeakLabelProps) {
  const right = bounds.right - at > at - bounds.left;
  const edge = right ? Math.max(at, interval?.[1] ?? at) : Math.min(at, interval?.[0] ?? at);
  const width = Math.max(textWidth(label), textWidth(note));
  const room = right ? bounds.right - edge : edge - bounds.left;
  // where the interval takes all the room, the words stand on it
  const x = room > width + 8 ? edge + (right ? 6 : -6) : at + (right ? 6 : -6);
  const anchor = right ? "start" : "end";
  return (
    <Unspoken>
      <text className="q-halo q-critical-label" x={x} y={bounds.bottom - 24} textAnchor={anchor}>
        {label}
      </text>
      <text className="q-halo" x={x} y={bounds.bottom - 8} textAnchor={anchor}>
        {note}
      </text>
    </Unspoken>
  );
}
