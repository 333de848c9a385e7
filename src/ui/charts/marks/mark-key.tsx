import { keyPlaces } from "../scales/key-places.ts";
import { type Mark, markPaint, markPath } from "../scales/unit-mark.ts";
import { Unspoken } from "./unspoken.tsx";

export interface KeyEntry {
  readonly name: string;
  readonly mark: Mark;
  readonly colour: string;
}

interface MarkKeyProps {
  readonly entries: readonly KeyEntry[];
  readonly x: number;
  /** Top of the first line. */
  readonly y: number;
  readonly width: number;
}

const lineHeight = 18;
const sign = 14;
/** A key of more entries says how many it leaves out: the readout names every unit's layer. */
const most = 12;

const shown = (entries: readonly KeyEntry[]): readonly string[] =>
  entries.length <= most
    ? entries.map(({ name }) => name)
    : [...entries.slice(0, most - 1).map(({ name }) => name), `and ${entries.length - most + 1} more`];

/** Pixels that a key takes. */
export function keyHeight(entries: readonly KeyEntry[], width: number): number {
  return keyPlaces(shown(entries), width, sign).lines * lineHeight;
}

/** What the marks of a drawing stand for, in the drawing itself: a saved picture has it, too. */
export function MarkKey({ entries, x, y, width }: MarkKeyProps) {
  const names = shown(entries);
  const { places } = keyPlaces(names, width, sign);
  return (
    <Unspoken transform={`translate(${x},${y})`}>
      {names.map((name, at) => {
        const entry = entries[at];
        const { x: left = 0, line = 0 } = places[at] ?? {};
        const middle = (line + 0.5) * lineHeight;
        const marked = entry?.name === name ? entry : null;
        return (
          <g key={name}>
            {marked && (
              <path
                d={markPath(marked.mark, (left + 4).toFixed(1), middle.toFixed(1), 7)}
                {...markPaint(marked.mark, marked.colour, 7)}
              />
            )}
            <text x={left + (marked ? sign : 0)} y={middle} dy="0.33em">
              {name}
            </text>
          </g>
        );
      })}
    </Unspoken>
  );
}
