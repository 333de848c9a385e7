import type { Game } from "../game/game.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import type { Step } from "../step.ts";

/**
 * What each playing unit adds to a selection, or what the selection would lose without it: v(S + i) - v(S), or
 * v(S) - v(S - i), from one evaluation a unit and one for v(S). Exact for these examples.
 * @param stepEvaluations pace
 * @returns an estimate of all players, NaN for those not playing
 */
export async function* exactMarginals(
  game: Game,
  selection: Uint8Array,
  playing: Int32Array,
  stepEvaluations: number,
): AsyncGenerator<Step<PowerEstimate>, PowerEstimate> {
  const { players } = game;
  const total = playing.length + 1;
  const power = new Float64Array(players).fill(Number.NaN);
  const standardError = new Float64Array(players).fill(Number.NaN);
  const pace = Math.max(1, Math.floor(stepEvaluations));
  let worth = Number.NaN;
  const estimate = (evaluations: number): PowerEstimate => ({
    power: power.slice(),
    standardError: standardError.slice(),
    degreesOfFreedom: Number.POSITIVE_INFINITY,
    evaluations,
  });
  for (let from = 0; from < total; from += pace) {
    const to = Math.min(total, from + pace);
    const members = new Uint8Array((to - from) * players);
    for (let row = from; row < to; row++) {
      members.set(selection, (row - from) * players);
      if (row > 0) members[(row - from) * players + playing[row - 1]] = 1 - selection[playing[row - 1]];
    }
    const values = await game.values({ players, rows: to - from, members });
    if (from === 0) worth = values[0];
    for (let row = Math.max(1, from); row < to; row++) {
      const player = playing[row - 1];
      power[player] = selection[player] ? worth - values[row - from] : values[row - from] - worth;
      standardError[player] = 0;
    }
    if (to < total) yield { answer: estimate(to), progress: { done: to, total, unit: "evaluations" } };
  }
  return estimate(total);
}
