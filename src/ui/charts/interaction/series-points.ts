import type { AriaRole, KeyboardEvent } from "react";
import { pointerPlace } from "./pointer-place.ts";
import { slideByKey } from "./slide.ts";

/** A point of a run. */
export interface SeriesPoint {
  readonly run: string;
  readonly size: number;
}

interface Series<P> {
  readonly id: string;
  readonly points: readonly P[];
}

/** Pixels beyond which a pointer points at nothing. */
const reach = 40;

/** The point of all series that is nearest to a place; null where none is near. */
export function nearestPoint<P extends { readonly size: number }>(
  series: readonly Series<P>[],
  place: (point: P) => readonly [number, number],
  across: number,
  down: number,
): SeriesPoint | null {
  let best: SeriesPoint | null = null;
  let least = reach;
  for (const { id, points } of series)
    for (const point of points) {
      const [x, y] = place(point);
      const away = Math.hypot(x - across, y - down);
      if (away < least) [best, least] = [{ run: id, size: point.size }, away];
    }
  return best;
}

interface PointsSetup {
  readonly label: string;
  readonly series: readonly Series<{ readonly size: number }>[];
  readonly at: { readonly run: string; readonly size: number | null } | null;
  readonly words: (run: string, size: number) => string;
  readonly nearest: (across: number, down: number) => SeriesPoint | null;
  readonly onLight: (point: SeriesPoint | null) => void;
  readonly onChoose: (run: string, size: number) => void;
}

/**
 * Properties that let the pointer light the nearest point and a click choose it; the arrow keys go through the points of
 * one series after the other by size, and Enter chooses.
 */
export function stepThroughPoints({ label, series, at, words, nearest, onLight, onChoose }: PointsSetup) {
  const all = series.flatMap(({ id, points }) =>
    points.map(({ size }) => ({ run: id, size })).sort((a, b) => a.size - b.size),
  );
  const place = Math.max(
    0,
    all.findIndex(({ run, size }) => run === at?.run && (at.size === null || size === at.size)),
  );
  const here = all[place];
  const under = (event: Parameters<typeof pointerPlace>[0]) => nearest(...pointerPlace(event));
  return {
    role: "slider" as AriaRole,
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 1,
    "aria-valuemax": Math.max(1, all.length),
    "aria-valuenow": place + 1,
    "aria-valuetext": here === undefined ? "no points yet" : words(here.run, here.size),
    onFocus: () => here !== undefined && onLight(here),
    onBlur: () => onLight(null),
    onKeyDown(event: KeyboardEvent<SVGGElement>) {
      if (event.key === "Enter" && here !== undefined) {
        event.preventDefault();
        onChoose(here.run, here.size);
        return;
      }
      const next = slideByKey(event.key, place, { min: 0, max: Math.max(0, all.length - 1), step: 1, page: 5 });
      const to = next === null ? undefined : all[next];
      if (to === undefined) return;
      event.preventDefault();
      onLight(to);
    },
    onPointerMove: (event: Parameters<typeof pointerPlace>[0]) => onLight(under(event)),
    onPointerLeave: () => onLight(null),
    onClick(event: Parameters<typeof pointerPlace>[0]) {
      const point = under(event);
      if (point !== null) onChoose(point.run, point.size);
    },
  };
}
