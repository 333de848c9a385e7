import type { MapView } from "../interaction/use-map-zoom.ts";
import { cornerOf, type NetworkLayout } from "../scales/network-layout.ts";
import type { MapCell } from "../scales/network-rows.ts";

interface PickedCellsProps {
  readonly layout: NetworkLayout;
  readonly view: MapView;
  /** All cells of the units that were chosen. */
  readonly cells: readonly MapCell[];
  readonly seen: number;
}

/** Circles around the units that were chosen, as other figures draw them. */
export function PickedCells({ layout, view, cells, seen }: PickedCellsProps) {
  const half = (layout.side * view.k) / 2;
  return cells.map((cell) => {
    const [x, y] = cornerOf(layout, cell);
    const [across, down] = [x * view.k + view.x + half, y * view.k + view.y + half];
    if (down < 0 || down > seen || across < layout.left || across > layout.width) return null;
    return (
      <g key={`${cell.row} ${cell.channel}`}>
        <circle className="q-map-picked-halo" cx={across} cy={down} r={half + 4} />
        <circle className="q-map-picked" cx={across} cy={down} r={half + 4} />
      </g>
    );
  });
}
