import type { MapView } from "../interaction/use-map-zoom.ts";
import { cornerOf, type NetworkLayout } from "../scales/network-layout.ts";
import type { MapCell, NetworkRow } from "../scales/network-rows.ts";

interface UnitRingsProps {
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly view: MapView;
  /** All cells of the unit that is pointed at. */
  readonly cells: readonly MapCell[];
  /** Its group: layers that read it are marked. */
  readonly group: string | null;
}

/** The unit that is pointed at: ringed in every layer that shares it, joined by a line, its readers marked. */
export function UnitRings({ rows, layout, view, cells, group }: UnitRingsProps) {
  const side = layout.side * view.k;
  const corners = cells.map((cell) => {
    const [x, y] = cornerOf(layout, cell);
    return [x * view.k + view.x, y * view.k + view.y] as const;
  });
  const join = corners.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x + side / 2} ${y + side / 2}`).join("");
  return (
    <>
      {corners.length > 1 && <path className="q-map-join" d={join} />}
      {rows.map(({ id, reads }, row) => {
        const place = layout.rows[row];
        if (group === null || place === undefined || !reads.includes(group)) return null;
        const [top, height] = [place.top * view.k + view.y, place.height * view.k];
        return (
          <rect key={id} className="q-map-reader" x={layout.left - 6} y={top} width={3} height={height} rx={1.5} />
        );
      })}
      {corners.map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <rect className="q-map-ring-halo" x={x - 2} y={y - 2} width={side + 4} height={side + 4} rx={2} />
          <rect className="q-map-ring" x={x - 2} y={y - 2} width={side + 4} height={side + 4} rx={2} />
        </g>
      ))}
    </>
  );
}
