import { seriesColour } from "./series.ts";
import type { Mark } from "./unit-mark.ts";

/** In the order in which layers take them: neighbours differ most, for they lie on each other. */
const marks = [
  "dot",
  "cross",
  "triangle",
  "ring",
  "plus",
  "square",
  "diamond",
  "frame",
] as const satisfies readonly Mark[];

/** How a layer is drawn, by its place in the network: by colour and by shape. */
export function layerMark(group: number): { readonly mark: Mark; readonly colour: string } {
  return { mark: marks[group % marks.length] ?? "dot", colour: seriesColour(group) };
}
