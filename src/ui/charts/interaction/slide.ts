export interface Track {
  readonly min: number;
  readonly max: number;
  /** One arrow key. */
  readonly step: number;
  /** Page Up and Page Down. */
  readonly page: number;
}

const clamp = (value: number, { min, max }: Track) => Math.min(max, Math.max(min, value));

/** Where a key takes a slider (the WAI-ARIA slider pattern); null where the key means nothing to it. */
export function slideByKey(key: string, value: number, track: Track): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return clamp(value + track.step, track);
    case "ArrowLeft":
    case "ArrowDown":
      return clamp(value - track.step, track);
    case "PageUp":
      return clamp(value + track.page, track);
    case "PageDown":
      return clamp(value - track.page, track);
    case "Home":
      return track.min;
    case "End":
      return track.max;
    default:
      return null;
  }
}

/** The stop nearest to a value; the value itself where there are no stops. */
export function nearestStop(value: number, stops: readonly number[]): number {
  return stops.reduce(
    (best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best),
    stops[0] ?? value,
  );
}
