import { useId } from "react";

interface ColourScaleProps {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly colour: (value: number) => string | null;
  readonly words: (value: number) => string;
}

const stops = Array.from({ length: 11 }, (_, place) => place / 10);

/** What the colours of a chart's cells stand for. */
export function ColourScale({ name, low, high, colour, words }: ColourScaleProps) {
  const id = useId();
  return (
    <div className="q-legend">
      <span>
        {name}: {words(low)}
        <svg width="120" height="12" aria-hidden="true">
          <defs>
            <linearGradient id={id}>
              {stops.map((stop) => (
                <stop key={stop} offset={stop} stopColor={colour(low + stop * (high - low)) ?? "transparent"} />
              ))}
            </linearGradient>
          </defs>
          <rect width="120" height="12" rx="3" fill={`url(#${id})`} />
        </svg>
        {words(high)}
      </span>
    </div>
  );
}
