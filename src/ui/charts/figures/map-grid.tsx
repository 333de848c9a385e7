import { type KeyboardEvent, memo, useLayoutEffect, useRef } from "react";
import type { MapView } from "../interaction/use-map-zoom.ts";
import { walkMap } from "../interaction/walk-map.ts";
import { cornerOf, type NetworkLayout } from "../scales/network-layout.ts";
import type { MapCell, NetworkRow } from "../scales/network-rows.ts";

interface MapGridProps {
  readonly label: string;
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly view: MapView;
  /** The cell that the keyboard reads. */
  readonly at: MapCell;
  /** Another number takes the focus to it. */
  readonly focusing: number;
  readonly words: (player: number) => string;
  readonly onCell: (cell: MapCell) => void;
  readonly onLock: (player: number) => void;
  /** 1 nearer, -1 farther, 0 back. */
  readonly onZoom: (by: number) => void;
}

const zooms: Readonly<Record<string, number>> = { "+": 1, "=": 1, "-": -1, "0": 0 };

/**
 * The map for keyboards and screen readers: a grid with a row a layer, in which one cell at a time can be focused; the
 * arrow keys move it. Only one cell of each row is in the page, however many there are.
 */
export const MapGrid = memo(function MapGrid(props: MapGridProps) {
  const { label, rows, layout, view, at, focusing, words, onCell, onLock, onZoom } = props;
  const current = useRef<HTMLDivElement>(null);
  const focused = useRef(focusing);
  useLayoutEffect(() => {
    if (focused.current === focusing) return;
    focused.current = focusing;
    current.current?.focus();
  }, [focusing]);
  const playerAt = ({ row, channel }: MapCell) => rows[row]?.units[channel] ?? -1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const zoom = zooms[event.key];
    const player = playerAt(at);
    if (zoom !== undefined) onZoom(zoom);
    else if (event.key === "Enter" || event.key === " ") {
      if (player >= 0) onLock(player);
    } else {
      const next = walkMap(event.key, at, layout);
      if (next === null) return;
      onCell(next);
    }
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells lie on a drawing, not in a table
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length}
      aria-colcount={Math.max(1, ...rows.map(({ units }) => units.length))}
      className="q-map-grid"
      onKeyDown={onKeyDown}
    >
      {rows.map((row, place) => {
        if (row.units.length === 0) return null;
        const here = at.row === place;
        const channel = here ? at.channel : 0;
        const player = row.units[channel] ?? -1;
        const [x, y] = cornerOf(layout, { row: place, channel });
        return (
          // biome-ignore lint/a11y/useSemanticElements: cells lie on a drawing, not in a table
          // biome-ignore lint/a11y/useFocusableInteractive: its cell takes the focus
          <div role="row" key={row.id} aria-rowindex={place + 1}>
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            <div
              role="gridcell"
              key={channel}
              ref={here ? current : undefined}
              tabIndex={here ? 0 : -1}
              aria-colindex={channel + 1}
              aria-label={player >= 0 ? words(player) : `${row.id}, channel ${channel + 1}, must stay`}
              className="q-map-cell"
              style={{
                left: x * view.k + view.x,
                top: y * view.k + view.y,
                width: layout.side * view.k,
                height: layout.side * view.k,
              }}
              onFocus={() => {
                if (here && focused.current === focusing && player >= 0) onFocusCell(onCell, at, current.current);
              }}
            />
          </div>
        );
      })}
    </div>
  );
});

/** A cell that the keyboard came to from outside is gone to, so that it is read and in sight. */
function onFocusCell(onCell: (cell: MapCell) => void, at: MapCell, cell: HTMLElement | null): void {
  if (cell?.matches(":focus-visible")) onCell(at);
}
