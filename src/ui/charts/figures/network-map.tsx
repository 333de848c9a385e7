import { useComputedColorScheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { memo, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useMapZoom } from "../interaction/use-map-zoom.ts";
import { CellPaths } from "../marks/cell-paths.tsx";
import { CouplingLanes } from "../marks/coupling-lanes.tsx";
import { NetworkCanvas } from "../marks/network-canvas.tsx";
import { PickedCells } from "../marks/picked-cells.tsx";
import { RowLabels } from "../marks/row-labels.tsx";
import { UnitRings } from "../marks/unit-rings.tsx";
import type { FigureTable } from "../saving/figure-table.ts";
import { FigureTwin } from "../saving/figure-twin.tsx";
import { SaveFigure } from "../saving/save-figure.tsx";
import type { PictureKey } from "../saving/svg-text.ts";
import { cellAt, cornerOf, networkLayout } from "../scales/network-layout.ts";
import { cellsOfPlayers, type MapCell, type NetworkRow } from "../scales/network-rows.ts";
import type { UnitShades } from "../scales/unit-shade.ts";
import { MapGrid } from "./map-grid.tsx";

export interface NetworkMapProps {
  readonly rows: readonly NetworkRow[];
  readonly shades: UnitShades;
  /** One byte a player, 1 = kept; null before any run. */
  readonly selection: Uint8Array | null;
  /** One byte a player: 0 free, 1 locked in, 2 locked out. */
  readonly locks: Uint8Array;
  readonly hovered: number | null;
  /** Units that were chosen to be looked at closely. */
  readonly picked: readonly number[];
  /** Group of the unit that is pointed at. */
  readonly lit: string | null;
  readonly onHover: (player: number) => void;
  readonly onLock: (player: number) => void;
  /** A unit in words, with everything that its cell shows. */
  readonly words: (player: number) => string;
  /** A cell to go to; another object goes there again. */
  readonly seek: MapCell | null;
  /** A sentence that says what the picture shows. */
  readonly label: string;
  readonly title: string;
  readonly keys: readonly PictureKey[];
  readonly table: () => FigureTable;
}

const fallbackWidth = 720;
/** Height that smaller cells should keep to, and of what is seen at once. */
const tallest = { narrow: 470, wide: 540 };
const mostSeen = { narrow: 960, wide: 720 };

/** The network as a map: a row a layer, a cell a unit. */
export const NetworkMap = memo(function NetworkMap(props: NetworkMapProps) {
  const { rows, shades, selection, locks, hovered, picked, lit, onHover, onLock, words, seek, label, title, keys } =
    props;
  const { ref, width } = useElementSize<HTMLElement>();
  const figure = useRef<HTMLElement>(null);
  const target = useRef<HTMLDivElement>(null);
  const drawn = width > 0 ? Math.max(260, width) : fallbackWidth;
  const room = drawn < 500 ? "narrow" : "wide";
  const layout = useMemo(() => networkLayout(rows, drawn, tallest[room]), [rows, drawn, room]);
  const seen = Math.min(layout.height, mostSeen[room]);
  const cells = useMemo(() => cellsOfPlayers(rows, locks.length), [rows, locks.length]);
  const { view, zoomIn, zoomOut, reset, reveal } = useMapZoom(target, { ...layout, seen });
  const scheme = useComputedColorScheme("light");
  const [at, setAt] = useState<MapCell>(() => ({ row: rows.findIndex(({ units }) => units.length > 0), channel: 0 }));
  const [focusing, setFocusing] = useState(0);
  const [saving, setSaving] = useState(false);
  const pressed = useRef<number | null>(null);

  const goTo = useCallback(
    (cell: MapCell) => {
      const [x, y] = cornerOf(layout, cell);
      reveal(x, y, layout.side);
      setAt(cell);
      setFocusing((count) => count + 1);
      const player = rows[cell.row]?.units[cell.channel] ?? -1;
      if (player >= 0) onHover(player);
    },
    [layout, reveal, rows, onHover],
  );
  const latest = useRef(goTo);
  latest.current = goTo;
  useEffect(() => {
    if (seek !== null) latest.current(seek);
  }, [seek]);

  const onZoom = (by: number) => {
    if (by === 0) return reset();
    if (by > 0) zoomIn();
    else zoomOut();
    const [x, y] = cornerOf(layout, at);
    reveal(x, y, layout.side);
  };

  const cellUnder = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const corner = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
    return x < layout.left ? null : cellAt(layout, (x - view.x) / view.k, (y - view.y) / view.k);
  };
  const playerUnder = (event: Parameters<typeof cellUnder>[0]) => {
    const cell = cellUnder(event);
    const player = cell === null ? -1 : (rows[cell.row]?.units[cell.channel] ?? -1);
    return player >= 0 ? player : null;
  };
  const onPointerMove = (event: PointerEvent) => {
    const player = event.buttons === 0 ? playerUnder(event) : null;
    if (player !== null && player !== hovered) onHover(player);
  };
  // a finger's first touch reads a unit, its second one locks it
  const onPointerDown = (event: PointerEvent) => {
    pressed.current = event.pointerType === "touch" ? hovered : playerUnder(event);
  };
  const onClick = (event: Parameters<typeof cellUnder>[0]) => {
    const player = playerUnder(event);
    if (player === null) return;
    if (player === pressed.current) onLock(player);
    onHover(player);
  };
  const presence = useMemo(
    () => Float32Array.from(selection ?? new Uint8Array(locks.length).fill(1)),
    [selection, locks.length],
  );
  return (
    <figure ref={useMergedRef(ref, figure)} aria-label={label} className="q-map">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pointers read the picture, the keyboard the grid in it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter locks in the grid */}
      <div
        ref={target}
        className="q-map-view"
        data-zoomed={view.k !== 1 || layout.height > seen}
        style={{ height: seen }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onClick={onClick}
      >
        <NetworkCanvas {...{ rows, layout, shades, selection, locks, view, seen, scheme }} />
        <svg className="q-map-overlay" width={layout.width} height={seen} aria-hidden="true">
          <CouplingLanes layout={layout} view={view} lit={lit} />
          <RowLabels rows={rows} layout={layout} view={view} seen={seen} />
          {hovered !== null && (
            <svg
              role="presentation"
              x={layout.left - 8}
              width={layout.width - layout.left + 8}
              height={seen}
              overflow="hidden"
            >
              <g transform={`translate(${8 - layout.left},0)`}>
                <UnitRings rows={rows} layout={layout} view={view} cells={cells[hovered] ?? []} group={lit} />
              </g>
            </svg>
          )}
          <PickedCells
            layout={layout}
            view={view}
            cells={picked.flatMap((player) => cells[player] ?? [])}
            seen={seen}
          />
        </svg>
        <MapGrid {...{ rows, layout, view, at, focusing, words, onLock, label: title }} onCell={goTo} onZoom={onZoom} />
      </div>
      {saving && (
        <div className="q-hidden" aria-hidden="true">
          <svg
            className="q-chart"
            role="presentation"
            width={layout.width}
            height={layout.height}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
          >
            <CouplingLanes layout={layout} view={whole} lit={null} />
            <RowLabels rows={rows} layout={layout} view={whole} seen={layout.height} />
            <CellPaths rows={rows} layout={layout} look={{ shades, presence, locks }} />
            <PickedCells
              layout={layout}
              view={whole}
              cells={picked.flatMap((player) => cells[player] ?? [])}
              seen={layout.height}
            />
          </svg>
        </div>
      )}
      <div className="q-tools">
        <div className="q-map-zoom">
          <button type="button" aria-label="Zoom in" onClick={zoomIn}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={zoomOut}>
            −
          </button>
          <button type="button" aria-label="Back to the start" onClick={reset}>
            ⤢
          </button>
        </div>
        <SaveFigure figure={figure} label={label} title={title} table={props.table} keys={keys} onOpen={setSaving} />
        <FigureTwin label={title} table={props.table} />
      </div>
    </figure>
  );
});

const whole = { k: 1, x: 0, y: 0 };
