import type { ScaleLinear } from "d3";
import { textWidth } from "../scales/place-labels.ts";
import { Unspoken } from "./unspoken.tsx";

interface LayerSpansProps {
  /** Players from left to right, those of a layer together. */
  readonly players: Int32Array;
  readonly groupOf: Int32Array;
  readonly names: readonly string[];
  readonly x: ScaleLinear<number, number>;
  readonly top: number;
  readonly bottom: number;
}

/** The layers that units stand by: a line between two of them, and above each its name where there is room. */
export function LayerSpans({ players, groupOf, names, x, top, bottom }: LayerSpansProps) {
  const spans: { readonly group: number; readonly from: number; to: number }[] = [];
  players.forEach((player, place) => {
    const group = groupOf[player] ?? 0;
    const last = spans.at(-1);
    if (last?.group === group) last.to = place + 1;
    else spans.push({ group, from: place, to: place + 1 });
  });
  return (
    <Unspoken>
      {spans.map(({ group, from, to }) => {
        const [left, right] = [x(from + 0.5), x(to + 0.5)];
        const name = names[group] ?? "";
        return (
          <g key={group}>
            {from > 0 && <line className="q-baseline" x1={left} x2={left} y1={top - 14} y2={bottom} />}
            {textWidth(name) + 8 <= right - left && (
              <text x={left + 5} y={top - 5}>
                {name}
              </text>
            )}
          </g>
        );
      })}
    </Unspoken>
  );
}
