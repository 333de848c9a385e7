import { select, type ZoomBehavior, zoom, zoomIdentity, zoomTransform } from "d3";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";

/** Where the map is: a place p of it is drawn at p * k + (x, y). */
export interface MapView {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

interface MapExtent {
  readonly left: number;
  readonly width: number;
  /** Of the whole map, and of the part that is seen. */
  readonly height: number;
  readonly seen: number;
}

const closest = 12;
/** One press of a zoom button. */
const stride = 1.6;

export interface MapZoom {
  readonly view: MapView;
  zoomIn(): void;
  zoomOut(): void;
  reset(): void;
  /** Moves as little as brings a box into sight. */
  reveal(x: number, y: number, side: number): void;
}

/**
 * Zoom and pan of the map by d3-zoom. The wheel zooms with Ctrl or the command key only, and one finger pans only what
 * is zoomed, so that the page still scrolls.
 */
export function useMapZoom(target: RefObject<HTMLElement | null>, { left, width, height, seen }: MapExtent): MapZoom {
  const [view, setView] = useState<MapView>(zoomIdentity);
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null);
  const latest = useRef(view);
  latest.current = view;
  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const made = zoom<HTMLElement, unknown>()
      .extent([
        [left, 0],
        [width, seen],
      ])
      .translateExtent([
        [left, 0],
        [width, height],
      ])
      .scaleExtent([Math.min(1, seen / Math.max(1, height)), closest])
      .filter((event: MouseEvent | TouchEvent | WheelEvent) => {
        const movable = latest.current.k !== 1 || height > seen;
        if (event.type === "wheel") return event.ctrlKey || event.metaKey;
        if ("touches" in event) return event.touches.length > 1 || movable;
        return event.type === "mousedown" && event.button === 0 && movable;
      })
      .on("zoom", ({ transform }: { readonly transform: MapView }) =>
        setView({ k: transform.k, x: transform.x, y: transform.y }),
      );
    behaviour.current = made;
    const chosen = select(element);
    chosen.call(made).on("dblclick.zoom", null);
    chosen.call(made.transform, zoomIdentity);
    return () => {
      chosen.on(".zoom", null);
      behaviour.current = null;
    };
  }, [target, left, width, height, seen]);
  const act = useCallback(
    (move: (made: ZoomBehavior<HTMLElement, unknown>, element: HTMLElement) => void) => {
      if (behaviour.current && target.current) move(behaviour.current, target.current);
    },
    [target],
  );
  return useMemo(
    () => ({
      view,
      zoomIn: () => act((made, element) => made.scaleBy(select(element), stride)),
      zoomOut: () => act((made, element) => made.scaleBy(select(element), 1 / stride)),
      reset: () => act((made, element) => made.transform(select(element), zoomIdentity)),
      reveal: (x: number, y: number, side: number) =>
        act((made, element) => {
          const { k, x: dx, y: dy } = zoomTransform(element);
          const missing = (from: number, to: number, low: number, high: number) =>
            from < low ? low - from : to > high ? high - to : 0;
          const across = missing(x * k + dx - 4, (x + side) * k + dx + 4, left, width);
          const down = missing(y * k + dy - 4, (y + side) * k + dy + 4, 0, seen);
          if (across !== 0 || down !== 0) made.translateBy(select(element), across / k, down / k);
        }),
    }),
    [view, act, left, width, seen],
  );
}
