import type { Mark } from "./unit-mark.ts";

/** How many series colours the tokens name (after Okabe and Ito); further series begin again. */
const count = 8;

export function seriesColour(place: number): string {
  return `var(--q-series-${(((place % count) + count) % count) + 1})`;
}

/** In the order in which series take them: neighbours differ most. The diamond is left to networks that were repaired. */
const marks = ["dot", "triangle", "frame", "cross", "ring", "square", "plus"] as const satisfies readonly Mark[];

/** How a series' points are drawn, so that it is told apart without colour. */
export function seriesMark(place: number): Mark {
  return marks[((place % marks.length) + marks.length) % marks.length] ?? "dot";
}
