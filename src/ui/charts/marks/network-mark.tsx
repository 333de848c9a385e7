/** As it was cut, repaired since, or the full network. */
export type NetworkShape = "circle" | "diamond" | "square";

interface NetworkMarkProps {
  readonly x: number;
  readonly y: number;
  readonly shape: NetworkShape;
  readonly colour: string;
  /** Drawn as an outline: another is better at no more cost. */
  readonly hollow?: boolean;
  /** The one that is looked at. */
  readonly lit?: boolean;
}

const outlines: Record<NetworkShape, string> = {
  circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
  diamond: "M0 -6.5L6.5 0L0 6.5L-6.5 0z",
  square: "M-4.8 -4.8h9.6v9.6h-9.6z",
};

/** One network, told apart by colour and by shape. */
export function NetworkMark({ x, y, shape, colour, hollow = false, lit = false }: NetworkMarkProps) {
  return (
    <g transform={`translate(${x},${y})`}>
      {lit && <circle r={9.5} fill="none" stroke="var(--q-ink)" strokeWidth={1.5} />}
      <path d={outlines[shape]} fill={hollow ? "var(--q-surface)" : colour} stroke={colour} strokeWidth={2} />
    </g>
  );
}

/** The mark beside a word. */
export function NetworkIcon(props: Omit<NetworkMarkProps, "x" | "y">) {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" style={{ flex: "none" }}>
      <NetworkMark x={0} y={0} {...props} />
    </svg>
  );
}
