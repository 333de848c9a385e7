import type { Game } from "../game/game.ts";
import type { Step } from "../step.ts";

/** Coalitions that leave one player each out, or none (row 0 of the first part). */
function without(players: number, from: number, to: number): Uint8Array {
  const members = new Uint8Array((to - from) * players).fill(1);
  for (let row = from; row < to; row++) if (row > 0) members[(row - from) * players + row - 1] = 0;
  return members;
}

/**
 * v(N) - v(N - i) of every player: the marginal contribution to the grand coalition, from N + 1 evaluations.
 * @param stepEvaluations pace
 */
export async function* leaveOneOut(
  game: Game,
  stepEvaluations: number,
): AsyncGenerator<Step<Float64Array>, Float64Array> {
  const { players } = game;
  const losses = new Float64Array(players).fill(Number.NaN);
  let whole = Number.NaN;
  for (let from = 0; from <= players; from += stepEvaluations) {
    const to = Math.min(players + 1, from + stepEvaluations);
    const values = await game.values({ players, rows: to - from, members: without(players, from, to) });
    if (from === 0) whole = values[0];
    for (let row = Math.max(1, from); row < to; row++) losses[row - 1] = whole - values[row - from];
    yield { answer: losses.slice(), progress: { done: to, total: players + 1, unit: "evaluations" } };
  }
  return losses;
}
