import { biasOf } from "../power/index-bias.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { Step } from "../step.ts";
import { estimateAmong } from "./estimate-among.ts";
import { playRounds } from "./play-rounds.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import type { Trail } from "./trail.ts";
import { wayOf } from "./way.ts";

/** Bias over the survivors that measured best (METHOD section 6). */
export const survivorBias = 0.85;

/**
 * Iterated Pruning (arXiv 2311.10468): from the whole network, estimate the power of the survivors among themselves,
 * remove the lowest, estimate again. A group stays at its floor, its last unit at least; layer-wise, every group shrinks
 * in proportion. A biased Banzhaf index is taken at bias 0.85 over the survivors, whatever bias the settings name; other
 * indices as they are. Units that are locked in are always present and do not play.
 * @param after evaluations foreseen after the last round
 */
export async function* iteratedPruning(task: PruningTask, after = 0): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { settings } = task;
  const way = wayOf(task, "down");
  const { kept } = way.constraints;
  const index: PowerIndex =
    settings.index.kind === "biased-banzhaf" ? { kind: "biased-banzhaf", bias: survivorBias } : settings.index;
  return yield* playRounds(task, {
    way,
    after,
    evaluations: () => settings.roundEvaluations,
    kept: (size) => ((biasOf(index) ?? 0.5) * size) / task.players.count,
    varying: (size) => size / task.players.count,
    estimate: (survivors, random) => {
      const playing = Int32Array.from(survivors.keys()).filter((player) => survivors[player] && !kept[player]);
      return estimateAmong(task, kept, playing, index, random);
    },
  });
}
