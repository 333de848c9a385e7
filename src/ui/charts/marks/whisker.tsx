interface WhiskerProps {
  /** Ends of an interval and its place on the other axis, in pixels. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly across?: boolean;
  readonly colour: string;
}

const cap = 3;

/** An interval as a line with ends: upright, or lying where it goes across. */
export function Whisker({ from, to, at, across = false, colour }: WhiskerProps) {
  const path = across
    ? `M${from} ${at - cap}v${2 * cap}M${from} ${at}H${to}M${to} ${at - cap}v${2 * cap}`
    : `M${at - cap} ${from}h${2 * cap}M${at} ${from}V${to}M${at - cap} ${to}h${2 * cap}`;
  return <path d={path} fill="none" stroke={colour} strokeWidth={1.25} strokeOpacity={0.75} />;
}
