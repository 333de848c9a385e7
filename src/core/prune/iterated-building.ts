import { biasOf } from "../power/index-bias.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { Step } from "../step.ts";
import { estimateAmong } from "./estimate-among.ts";
import { playRounds } from "./play-rounds.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import type { Trail } from "./trail.ts";
import { wayOf } from "./way.ts";

/**
 * The rate at which the others join in the conditional game, so that coalitions have d N units on average:
 * (d N - |F|) / |N - F| clipped to [0.05, 0.95] (METHOD section 6).
 */
export function joiningRate(bias: number, retained: number, players: number): number {
  return Math.min(0.95, Math.max(0.05, (bias * players - retained) / (players - retained)));
}

/**
 * Iterated Building (arXiv 2311.10468): from nothing, estimate the power of the units not yet retained in the game
 * v_F(S) = v(F + S) where the retained are always present, add the highest, estimate again. Places are reserved for
 * groups that are still below their floor; layer-wise, every group grows in proportion. A biased Banzhaf index is taken
 * at the round's `joiningRate`, other indices as they are. Units that are locked in are retained from the start.
 * @param after evaluations foreseen after the last round
 */
export async function* iteratedBuilding(task: PruningTask, after = 0): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const way = wayOf(task, "up");
  return yield* playRounds(task, {
    way,
    after,
    evaluations: () => settings.roundEvaluations,
    kept: (size) => {
      const bias = biasOf(settings.index) ?? 0.5;
      const joining = settings.index.kind === "biased-banzhaf" ? joiningRate(bias, size, players.count) : bias;
      return (size + joining * (players.count - size)) / players.count;
    },
    varying: (size) => 1 - size / players.count,
    estimate: (retained, random) => {
      const given = settings.index;
      const index: PowerIndex =
        given.kind === "biased-banzhaf"
          ? { kind: given.kind, bias: joiningRate(given.bias, sizeOf(retained), players.count) }
          : given;
      const { dropped } = way.constraints;
      const playing = Int32Array.from(retained.keys()).filter((player) => !retained[player] && !dropped[player]);
      return estimateAmong(task, retained, playing, index, random);
    },
  });
}
