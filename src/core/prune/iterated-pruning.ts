import type { PowerIndex } from "../power/power-index.ts";
import type { Step } from "../step.ts";
import { chooseUnits } from "./choose-units.ts";
import { playRounds } from "./play-rounds.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { roundSizes } from "./round-sizes.ts";
import type { Trail } from "./trail.ts";

/** Bias over the survivors that measured best (METHOD section 6). */
export const survivorBias = 0.85;

/** Players in a selection. */
const membersOf = (selection: Uint8Array) =>
  Int32Array.from(selection.keys()).filter((player) => selection[player] === 1);

/**
 * Iterated Pruning (arXiv 2311.10468): from the whole network, estimate the power of the survivors among themselves,
 * remove the lowest, estimate again. A group's last unit stays; layer-wise, every group
 * shrinks in proportion. A biased Banzhaf index is taken at bias 0.85 over the
 * survivors, whatever bias the settings name; other indices as they are.
 */
export async function* iteratedPruning(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const index: PowerIndex =
    settings.index.kind === "biased-banzhaf" ? { kind: "biased-banzhaf", bias: survivorBias } : settings.index;
  return yield* playRounds(task, {
    start: new Uint8Array(players.count).fill(1),
    sizes: roundSizes(players.count, settings.target, settings.stepUnits),
    round: (survivors) => ({ present: new Uint8Array(players.count), playing: membersOf(survivors), index }),
    // Those removed have no power (NaN), come last, and so stay out.
    choose: (power, size) => chooseUnits(settings, power, size, players),
  });
}
