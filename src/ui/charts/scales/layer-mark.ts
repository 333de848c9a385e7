import { seriesColour } from "./series.ts";
import { type Mark, markNames } from "./unit-mark.ts";

/** How a layer is drawn, by its place in the network: by colour and by shape. */
export function layerMark(group: number): { readonly mark: Mark; readonly colour: string } {
  return { mark: markNames[group % markNames.length] ?? "dot", colour: seriesColour(group) };
}
