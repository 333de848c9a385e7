import type { RandomSource } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";
import type { UnanimityTerm } from "./sum-of-unanimity.ts";

/** A game without any structure: each of the 2^players coalitions is worth a uniform number of its own. For small games. */
export function randomGame(players: number, random: RandomSource): Game {
  const table = Float64Array.from({ length: 2 ** players }, () => random.uniform());
  return gameOf(players, (coalition) => table[coalition.reduce((bits, present) => 2 * bits + present, 0)]);
}

/**
 * Terms of a random sum of unanimity games.
 * @param largest members of a term at most; each size from 1 on is equally likely
 * @returns `count` terms, worths uniform on [-0.5, 1)
 */
export function randomTerms(players: number, count: number, largest: number, random: RandomSource): UnanimityTerm[] {
  return Array.from({ length: count }, () => ({
    members: Array.from(randomPermutation(players, random).subarray(0, 1 + random.integer(largest))),
    worth: 1.5 * random.uniform() - 0.5,
  }));
}
