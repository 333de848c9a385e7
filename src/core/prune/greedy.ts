import { FailureError } from "../failure.ts";
import { exactMarginals } from "./exact-marginals.ts";
import { playRounds } from "./play-rounds.ts";
import { checkTask, type PruningTask, type Strategy } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import { type Direction, wayOf } from "./way.ts";

/** Evaluations that an exact greedy run may need at most: some minutes for a small network. */
export const greedyLimit = 50_000;

/**
 * Exact greedy elimination or building: one unit a round (one block where a group has a multiple), the one whose going
 * costs least or whose coming brings most, each tried. The yardstick of the other strategies; quadratic in the units.
 * @throws FailureError settings-invalid above `greedyLimit` evaluations, naming them
 */
const greedy = (direction: Direction): Strategy =>
  async function* (given) {
    const task: PruningTask = { ...given, settings: { ...given.settings, stepUnits: 1, stepShare: 0 } };
    checkTask(task);
    const { players, game, settings } = task;
    const way = wayOf(task, direction);
    const { kept, dropped } = way.constraints;
    const locked = sizeOf(direction === "down" ? kept : dropped);
    const evaluations = (size: number) => 1 + (direction === "down" ? size : players.count - size) - locked;
    const start = sizeOf(way.start);
    const needed = [start, ...way.sizesAfter(start).slice(0, -1)].reduce((sum, size) => sum + evaluations(size), 0);
    if (needed > greedyLimit)
      throw new FailureError({
        kind: "settings-invalid",
        message: `Trying every unit in every round would take up to ${needed.toLocaleString("en")} coalitions; at most ${greedyLimit.toLocaleString("en")} are played.`,
        where: "strategy",
        advice: direction === "down" ? "Choose iterated pruning." : "Choose iterated building.",
      });
    const tried = (player: number, selection: Uint8Array) =>
      direction === "down" ? selection[player] && !kept[player] : !selection[player] && !dropped[player];
    return yield* playRounds(task, {
      way,
      evaluations,
      kept: (size) => size / players.count,
      varying: () => 0,
      estimate: (selection) => {
        const playing = Int32Array.from(selection.keys()).filter((player) => tried(player, selection));
        return exactMarginals(game, selection, playing, settings.stepEvaluations);
      },
    });
  };

/** From the whole network, one unit at a time goes: the one that is missed least. */
export const greedyElimination = greedy("down");

/** From nothing, one unit at a time comes: the one that brings most. */
export const greedyBuilding = greedy("up");
