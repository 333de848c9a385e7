import { seriesColour } from "../../charts/scales/series.ts";

/** A colour that stays with its run whatever happens to the others. */
const places = new Map<string, number>();

export function runColour(run: string): string {
  const place = places.get(run) ?? places.size;
  places.set(run, place);
  return seriesColour(place);
}
