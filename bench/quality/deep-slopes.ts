import type { CoalitionBatch } from "../../src/core/game/coalition-batch.ts";
import type { RandomSource } from "../../src/core/random/random-source.ts";
import { shuffle } from "../../src/core/random/shuffle.ts";

/**
 * Coalitions of the survivors in which every one of them is absent exactly once: a random order cut into `folds` parts,
 * one part absent from each coalition. Each is present at the rate 1 - 1/folds.
 */
export function foldsOf(survivors: Uint8Array, folds: number, random: RandomSource): CoalitionBatch {
  const players = survivors.length;
  const playing = Int32Array.from(survivors.keys()).filter((player) => survivors[player]);
  const members = new Uint8Array(folds * players);
  for (let fold = 0; fold < folds; fold++) members.set(survivors, fold * players);
  shuffle(playing, random).forEach((player, place) => {
    members[(place % folds) * players + player] = 0;
  });
  return { players, rows: folds, members };
}

/**
 * What a unit adds, from slopes alone: the mean slope along its mask where it is present and the mean slope where it is
 * absent, each counted half (the trapezoid of the way from absent to present). NaN for who does not play.
 * @param gradients rows x players, the slopes at the coalitions of the batch
 */
export function powerFromSlopes(
  { players, rows, members }: CoalitionBatch,
  gradients: ArrayLike<number>,
  survivors: Uint8Array,
): Float64Array {
  return Float64Array.from({ length: players }, (_, player) => {
    if (!survivors[player]) return Number.NaN;
    const sums = [0, 0];
    const counts = [0, 0];
    for (let row = 0; row < rows; row++) {
      const present = members[row * players + player] ? 1 : 0;
      sums[present] = (sums[present] ?? 0) + (gradients[row * players + player] ?? 0);
      counts[present] = (counts[present] ?? 0) + 1;
    }
    const [absent = 0, there = 0] = sums.map((sum, at) => (counts[at] ? sum / (counts[at] ?? 1) : Number.NaN));
    if (Number.isNaN(absent)) return there;
    return Number.isNaN(there) ? absent : (absent + there) / 2;
  });
}
