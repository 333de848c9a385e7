import { drawBernoulli } from "../estimate/bernoulli-coalitions.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { RunningMoments } from "../stats/running-moments.ts";

/**
 * Marginal contributions of a few players at a bias d, at one evaluation each but for one a round: a round draws a
 * coalition from Bern(d) and walks through the players; each is toggled, which gives its marginal contribution, and
 * then stays in with probability d. Every coalition on the way is Bern(d) on the players other than the one toggled, so
 * every marginal contribution is an unbiased sample of beta^d; rounds are independent of each other.
 */
export interface ToggleChain {
  /** Coalitions a round: the players and one. */
  readonly length: number;
  /** Writes the next coalition. */
  draw(row: Uint8Array): void;
  /** Takes the values in the order of drawing; marginal contributions go to `moments`, a player each. */
  take(row: Uint8Array, value: number): void;
}

/**
 * @param chosen players that are toggled
 * @param moments one for each player of the game; those of the chosen are added to
 */
export function toggleChain(
  chosen: Int32Array,
  bias: number,
  players: number,
  moments: readonly RunningMoments[],
  random: RandomSource,
): ToggleChain {
  const length = chosen.length + 1;
  const drawn = new Uint8Array(players);
  let place = 0;
  let taken = 0;
  let base = 0;
  let toggledValue = 0;
  let toggled = new Uint8Array(players);
  return {
    length,
    draw(row) {
      if (place === 0) drawBernoulli(drawn, bias, random);
      else {
        // the player toggled before stays in with probability d, whichever of its two coalitions that is
        if (place > 1) drawn[chosen[place - 2]] = random.uniform() < bias ? 1 : 0;
        drawn[chosen[place - 1]] ^= 1;
      }
      row.set(drawn);
      place = (place + 1) % length;
    },
    take(row, value) {
      const at = taken % length;
      taken++;
      if (at > 0) {
        const player = chosen[at - 1];
        // the coalition that this one was toggled from is the last one, or the one before that
        if (at > 1) {
          const before = chosen[at - 2];
          if (row[before] === toggled[before]) base = toggledValue;
        }
        moments[player].add(row[player] === 1 ? value - base : base - value);
        toggled = row.slice();
        toggledValue = value;
      } else base = value;
    },
  };
}
