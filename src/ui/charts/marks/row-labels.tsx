import { memo } from "react";
import type { MapView } from "../interaction/use-map-zoom.ts";
import type { NetworkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";

interface RowLabelsProps {
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly view: MapView;
  readonly seen: number;
}

const letter = 6.3;

const shortened = (words: string, room: number): string => {
  const most = Math.max(3, Math.floor(room / letter));
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
};

/** What follows a layer: "then batch norm, relu". */
export function thenWords({ after }: NetworkRow): string {
  return after.length === 0 ? "" : `then ${after.join(", ")}`;
}

/** Every layer's name and words, of one size however far the map is zoomed. */
export const RowLabels = memo(function RowLabels({ rows, layout, view, seen }: RowLabelsProps) {
  const { narrow, compact, labelLeft, left, width } = layout;
  let free = Number.NEGATIVE_INFINITY;
  return rows.map((row, at) => {
    const place = layout.rows[at];
    const bottom = ((place?.top ?? 0) + (place?.height ?? 0)) * view.k + view.y;
    // a tall layer keeps its name in sight
    const top = Math.max((place?.top ?? 0) * view.k + view.y, Math.min(0, bottom - 46));
    const { id, words } = row;
    if (top < free || top > seen || top < -40) return null;
    if (narrow || compact) {
      free = top + 14;
      const room = (narrow ? width : left - 8) - labelLeft;
      const name = shortened(id, room);
      const beside = room - letter * (name.length + 2);
      const rest = narrow ? shortened(words, beside) : thenWords(row);
      return (
        <text key={id} x={labelLeft} y={top + 12}>
          <tspan className="q-row-name">{name}</tspan>
          {rest.length > 3 && rest.length * letter <= beside && <tspan dx={7}>{rest}</tspan>}
        </text>
      );
    }
    const then = thenWords(row);
    free = top + (then === "" ? 30 : 45);
    const room = left - labelLeft - 10;
    return (
      <text key={id} x={labelLeft} y={top + 12}>
        <tspan className="q-row-name">{shortened(id, room)}</tspan>
        <tspan x={labelLeft} dy={16}>
          {shortened(words, room)}
        </tspan>
        {then !== "" && (
          <tspan x={labelLeft} dy={15}>
            {shortened(then, room)}
          </tspan>
        )}
      </text>
    );
  });
});
