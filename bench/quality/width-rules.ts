import type { Players } from "../../src/core/game/players.ts";
import type { GroupRule } from "../../src/core/prune/constraints.ts";
import { widthsOf } from "../../src/core/prune/selection.ts";

/** Rules that give every group exactly the width it has in a selection. */
export function widthRules(selection: Uint8Array, players: Players): GroupRule[] {
  const widths = widthsOf(selection, players);
  return players.groups.map((group, g) => ({ group, least: widths[g] ?? 1, most: widths[g] ?? 1 }));
}
