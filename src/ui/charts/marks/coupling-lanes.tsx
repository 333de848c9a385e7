import { memo } from "react";
import type { MapView } from "../interaction/use-map-zoom.ts";
import type { NetworkLayout } from "../scales/network-layout.ts";

interface CouplingLanesProps {
  readonly layout: NetworkLayout;
  readonly view: MapView;
  /** Group of the unit that is pointed at. */
  readonly lit: string | null;
}

/** The layers of one group, joined at the left edge: what is cut in one is cut in all of them. */
export const CouplingLanes = memo(function CouplingLanes({ layout, view, lit }: CouplingLanesProps) {
  const middle = (row: number) => {
    const place = layout.rows[row];
    const first = place === undefined ? 0 : place.cellsTop + Math.min(place.height, layout.pitch) / 2;
    return first * view.k + view.y;
  };
  return layout.lanes.map(({ group, x, rows }) => {
    const ends = [middle(rows[0] ?? 0), middle(rows.at(-1) ?? 0)];
    return (
      <g key={group} className={group === lit ? "q-lane q-lane-lit" : "q-lane"}>
        <path d={`M${x} ${ends[0]}V${ends[1]}${rows.map((row) => `M${x} ${middle(row)}h6`).join("")}`} />
        {rows.map((row) => (
          <circle key={row} cx={x} cy={middle(row)} r={3} />
        ))}
      </g>
    );
  });
});
