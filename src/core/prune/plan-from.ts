import { FailureError } from "../failure.ts";
import type { Players } from "../game/players.ts";
import type { PruningPlan } from "./pruning-plan.ts";

/**
 * The plan that keeps the selected units. Every group that plays is named, with its kept unit numbers ascending.
 * @param selection one byte a player, 1 = kept
 * @throws FailureError settings-invalid where a group would be left without a unit, or the lengths differ
 */
export function planFrom(selection: Uint8Array, players: Players): PruningPlan {
  if (selection.length !== players.count)
    throw new FailureError({
      kind: "settings-invalid",
      message: `The selection speaks of ${selection.length} units and the network has ${players.count}.`,
      where: "selection",
    });
  const kept: number[][] = players.groups.map(() => []);
  for (let player = 0; player < players.count; player++)
    if (selection[player]) kept[players.groupOf[player]].push(players.unitOf[player]);
  const keep = players.groups.map((group, g) => {
    const units = kept[g].sort((a, b) => a - b);
    if (units.length > 0) return { group, units };
    throw new FailureError({
      kind: "settings-invalid",
      message: `The selection leaves ${group} without a unit, and nothing would get through.`,
      where: group,
      advice: "Choose a selection that keeps at least one unit of every group.",
    });
  });
  return { keep };
}
