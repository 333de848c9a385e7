import type { Players } from "../game/players.ts";

/**
 * How many units each group keeps of `count` in all, the same fraction of every group and at least one. Groups get
 * their first place widest first, the further ones by the highest width / (2 places + 1) (Webster and Sainte-Laguë:
 * shares rounded to the nearest). Unlike with largest remainders no group ever gives a place back when the count grows,
 * so the selections of a strategy stay nested.
 * @param count 0 to all units; below the number of groups some groups get none
 * @returns units a group, in the order of `players.groups`; their sum is `count`
 */
export function layerWidths(count: number, players: Players): number[] {
  const widths = new Array<number>(players.groups.length).fill(0);
  for (const group of players.groupOf) widths[group]++;
  const places = new Array<number>(widths.length).fill(0);
  const claim = (group: number) =>
    places[group] === 0 ? players.count + widths[group] : widths[group] / (2 * places[group] + 1);
  for (let given = 0; given < count; given++) {
    let next = 0;
    for (let group = 1; group < widths.length; group++) if (claim(group) > claim(next)) next = group;
    places[next]++;
  }
  return places;
}
