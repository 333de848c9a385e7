import { indexOf, payoffOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { unitsGame } from "../settings.ts";
import { startRun } from "../start-run.ts";

/** Solves a textbook game, or the game of the chosen units, exactly, and estimates its index beside. */
export async function solveTinyGame(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, tinyGame, tinyOthers, tinyEvaluations } = state.settings;
  await startRun(lab, "tiny", "Tiny game", {
    seed,
    payoff: payoffOf(state),
    game:
      tinyGame === unitsGame
        ? { kind: "units", units: [...state.view.picked].sort((a, b) => a - b), others: tinyOthers }
        : { kind: "textbook", name: tinyGame },
    index: indexOf(state),
    evaluations: tinyEvaluations,
  });
}
