import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import type { PayoffRecord } from "../game/recorded-payoff-game.ts";
import type { RandomSource } from "../random/random-source.ts";
import { resampledWeights } from "../stats/bootstrap-examples.ts";
import { RunningMoments } from "../stats/running-moments.ts";

/** A game that answers from a record, in the order in which it was made, each example counted `weights[x]` times. */
function replayed({ players, examples, rows, perExample }: PayoffRecord, weights: Int32Array): Game {
  let next = 0;
  return {
    players,
    async values(batch) {
      if (next + batch.rows > rows)
        throw new FailureError({ kind: "unexpected", message: "More coalitions were asked for than were recorded." });
      return Float64Array.from({ length: batch.rows }, () => {
        let sum = 0;
        for (let x = 0, i = next * examples; x < examples; x++, i++) sum += weights[x] * perExample[i];
        next += 1;
        return sum / examples;
      });
    },
  };
}

/**
 * The second noise of METHOD section 4 for any estimator whose coalitions do not depend on their values: the examples
 * are resampled (Efron 1979) and the same run is made again from the record, without evaluating anything.
 * Yields how many resamples are done; `exampleNoise` is exact and faster where least squares on R_d is all there is.
 * @param rerun the estimator's run on a game, with the seed and the budget of the recorded one
 * @returns a standard error a player
 */
export async function* replayedNoise(
  record: PayoffRecord,
  rerun: (game: Game) => Promise<Float64Array>,
  resamples: number,
  random: RandomSource,
): AsyncGenerator<number, Float64Array> {
  const moments = Array.from({ length: record.players }, () => new RunningMoments());
  for (let done = 1; done <= resamples; done++) {
    const power = await rerun(replayed(record, resampledWeights(record.examples, random)));
    power.forEach((value, player) => {
      moments[player].add(value);
    });
    yield done;
  }
  return Float64Array.from(moments, ({ variance }) => Math.sqrt(variance));
}
