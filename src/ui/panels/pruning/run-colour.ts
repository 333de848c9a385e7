import { seriesColour, seriesMark } from "../../charts/scales/series.ts";

/** A place among the series that stays with its run whatever happens to the others. */
const places = new Map<string, number>();

function placeOf(run: string): number {
  const place = places.get(run) ?? places.size;
  places.set(run, place);
  return place;
}

export function runColour(run: string): string {
  return seriesColour(placeOf(run));
}

/** How a run is drawn: by colour and by the shape of its points. */
export function runLook(run: string) {
  return { colour: runColour(run), mark: seriesMark(placeOf(run)) };
}
