import { FailureError } from "../failure.ts";
import type { Players } from "../game/players.ts";
import { constraintsOf, type GroupRule, sizeRange } from "./constraints.ts";
import { sizeOf } from "./selection.ts";
import type { StrategyName } from "./trail.ts";
import type { Direction } from "./way.ts";

const upwards: ReadonlySet<StrategyName> = new Set<StrategyName>([
  "iterated-building",
  "building-with-swaps",
  "building-with-raced-swaps",
  "greedy-building",
]);

/** Whether a strategy adds units to its start or takes them away. */
export function directionOf(strategy: StrategyName): Direction {
  return upwards.has(strategy) ? "up" : "down";
}

/** A run that goes on from a selection. */
export interface Branch {
  readonly direction: Direction;
  /** The rules that hold it to the selection, on top of those that were asked for. */
  readonly rules: readonly GroupRule[];
  /** Fewest and most units that it can come to. */
  readonly range: readonly [number, number];
}

const units = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "unit" : "units"}`;

function refuse(message: string, advice: string, where = "branch"): never {
  throw new FailureError({ kind: "settings-invalid", message, where, advice });
}

/**
 * How a strategy goes on from a selection: where it takes units away, those that are gone stay out; where it adds units,
 * those that are there stay in. Both are locks, so every strategy keeps to them from its first round on, and its start
 * (`wayOf`) is the selection itself, with what other rules lock.
 * @param selection one byte a player, 1 = kept
 * @param rules what is asked of groups beside; locks that the selection breaks are refused, not overruled
 * @throws FailureError settings-invalid where there is nothing left to do, or the rules forbid it
 */
export function branchFrom(
  selection: Uint8Array,
  players: Players,
  rules: readonly GroupRule[],
  strategy: StrategyName,
): Branch {
  const direction = directionOf(strategy);
  if (selection.length !== players.count)
    refuse(
      `The point has ${units(selection.length)} and the network ${units(players.count)}.`,
      "Choose another point.",
    );
  const present = direction === "up" ? 1 : 0;
  const held: number[][] = players.groups.map(() => []);
  for (let player = 0; player < players.count; player++)
    if (selection[player] === present) held[players.groupOf[player]].push(players.unitOf[player]);
  const merged = players.groups.flatMap((group, g): GroupRule[] => {
    const rule = rules.find((one) => one.group === group) ?? { group };
    const [same, other] = direction === "up" ? [rule.keep, rule.drop] : [rule.drop, rule.keep];
    const broken = other?.find((unit) => held[g].includes(unit));
    if (broken !== undefined)
      refuse(
        direction === "up"
          ? `Unit ${broken + 1} of “${group}” is locked out, and this point has it.`
          : `Unit ${broken + 1} of “${group}” is locked in, and this point has lost it.`,
        "Free it, or go on from another point.",
        group,
      );
    const locks = [...new Set([...(same ?? []), ...held[g]])].sort((a, b) => a - b);
    if (locks.length > 0) return [{ ...rule, [direction === "up" ? "keep" : "drop"]: locks }];
    return Object.keys(rule).length > 1 ? [rule] : [];
  });
  const [low, high] = sizeRange(constraintsOf(merged, players));
  const size = sizeOf(selection);
  if (direction === "down" ? low >= size : high <= size)
    refuse(
      direction === "down"
        ? `None of these ${units(size)} may go: ${low === players.groups.length ? "every layer has one left" : "the rules hold them"}.`
        : `Nothing can be added to these ${units(size)}${size === players.count ? ": the network is whole" : ""}.`,
      direction === "down"
        ? "Go on with a strategy that builds, or from a larger point."
        : "Go on with a strategy that prunes, or from a smaller point.",
    );
  return {
    direction,
    rules: merged,
    range: direction === "down" ? [low, Math.min(high, size - 1)] : [Math.max(low, size + 1), high],
  };
}
