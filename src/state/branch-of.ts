import { failureOf } from "../core/failure.ts";
import type { Players } from "../core/game/players.ts";
import { branchFrom } from "../core/prune/branch.ts";
import type { StrategyName, StrategySettings } from "../core/prune/trail.ts";
import type { LoadedModel } from "./answers.ts";
import { blockedReason } from "./blocked.ts";
import { type ChosenPoint, chosenPointOf } from "./chosen-point.ts";
import { strategySettingsOf } from "./derived-pruning.ts";
import { targetOf } from "./derived-settings.ts";
import type { LabState } from "./lab-state.ts";
import { rulesOf } from "./rules-of.ts";
import type { Origin } from "./run.ts";

/** The players that groups of these widths make. */
function playersOfGroups(groups: LoadedModel["groups"]): Players {
  const groupOf = Int32Array.from(groups.flatMap(({ width }, g) => new Array<number>(width).fill(g)));
  const unitOf = Int32Array.from(groups.flatMap(({ width }) => [...new Array(width).keys()]));
  return {
    count: groupOf.length,
    groups: groups.map(({ id }) => id),
    groupOf,
    unitOf,
    graphUnitOf: Int32Array.from(groupOf.keys()),
  };
}

/** A run that could go on from the chosen point. */
export interface PossibleBranch {
  readonly branch: NonNullable<Origin["branch"]>;
  readonly settings: StrategySettings;
  readonly direction: "up" | "down";
  /** Fewest and most units to come to. */
  readonly range: readonly [number, number];
}

const within = (size: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, size));

/** The target of the pruning settings where the branch can come to it, else half way down, or up to the whole. */
function usualTarget(
  state: LabState,
  size: number,
  range: readonly [number, number],
  direction: "up" | "down",
): number {
  const own = targetOf(state);
  if (own >= range[0] && own <= range[1]) return own;
  return within(direction === "down" ? Math.round(size / 2) : Math.round((size + range[1]) / 2), range);
}

/**
 * How a strategy would go on from the chosen point, with the pruning settings in hand beside it, down or up to a number of
 * units.
 * @param strategy in place of the settings' own
 * @param target units to come to; null for a usual number
 * @returns a sentence where it cannot
 */
export function branchOf(state: LabState, strategy: StrategyName, target: number | null): PossibleBranch | string {
  const chosen: ChosenPoint | null = chosenPointOf(state);
  const groups = state.session.holdings?.model?.groups;
  if (!chosen?.point || groups === undefined) return "Prune first, then choose a size.";
  const { run, point } = chosen;
  const asked = { ...state, settings: { ...state.settings, strategy, goal: "units" as const } };
  const blocked = blockedReason(asked, "prune");
  if (blocked !== null) return blocked;
  try {
    const { direction, rules, range } = branchFrom(point.selection, playersOfGroups(groups), rulesOf(state), strategy);
    const wanted = target === null ? usualTarget(state, point.size, range, direction) : within(target, range);
    return {
      branch: { run: run.id, name: run.name, size: point.size },
      settings: { ...strategySettingsOf(asked), target: wanted, rules },
      direction,
      range,
    };
  } catch (thrown) {
    const { message, advice } = failureOf(thrown);
    return advice === undefined ? message : `${message} ${advice}`;
  }
}
