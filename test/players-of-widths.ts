import type { Players } from "../src/core/game/players.ts";

/** Players in groups of these widths, named "group 0", "group 1" and so on. */
export function playersOfWidths(...widths: number[]): Players {
  const groupOf = Int32Array.from(widths.flatMap((width, group) => new Array<number>(width).fill(group)));
  const unitOf = Int32Array.from(widths.flatMap((width) => [...Array(width).keys()]));
  const groups = widths.map((_, group) => `group ${group}`);
  return { count: groupOf.length, groups, groupOf, unitOf, graphUnitOf: Int32Array.from(groupOf.keys()) };
}
