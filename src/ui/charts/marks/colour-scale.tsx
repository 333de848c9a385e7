import { useId } from "react";
import { textWidth } from "../scales/place-labels.ts";

interface ColourScaleProps {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly colour: (value: number) => string | null;
  readonly words: (value: number) => string;
}

export interface ColourBarProps extends ColourScaleProps {
  readonly x: number;
  /** Top of the bar. */
  readonly y: number;
  /** Pixels that bar and words may take. */
  readonly room: number;
}

const stops = Array.from({ length: 11 }, (_, place) => place / 10);
const bar = { width: 120, least: 36, height: 12 };

/** What the colours of a drawing stand for, in the drawing itself: a saved picture has it, too. */
export function ColourBar({ name, low, high, colour, words, x, y, room }: ColourBarProps) {
  const id = useId();
  const first = `${name}: ${words(low)}`;
  const left = x + textWidth(first) + 8;
  const free = room - textWidth(first) - textWidth(words(high)) - 18;
  const width = Math.max(bar.least, Math.min(bar.width, free));
  return (
    <g>
      <defs>
        <linearGradient id={id}>
          {stops.map((stop) => (
            <stop key={stop} offset={stop} stopColor={colour(low + stop * (high - low)) ?? "transparent"} />
          ))}
        </linearGradient>
      </defs>
      <text x={x} y={y + 10}>
        {first}
      </text>
      <rect x={left} y={y} width={width} height={bar.height} rx={3} fill={`url(#${id})`} />
      <text x={left + width + 8} y={y + 10}>
        {words(high)}
      </text>
    </g>
  );
}

/** The same beside a figure that is no drawing of its own. */
export function ColourScale(props: ColourScaleProps) {
  const { name, low, high, words } = props;
  const width = textWidth(`${name}: ${words(low)}${words(high)}`) + bar.width + 20;
  return (
    <svg className="q-chart" width={width} height={16} style={{ width }} aria-hidden="true">
      <ColourBar {...props} x={0} y={2} room={width} />
    </svg>
  );
}
