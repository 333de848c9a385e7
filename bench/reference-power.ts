import type { Estimator } from "../src/core/estimate/estimator.ts";
import { leastSquares } from "../src/core/estimate/least-squares.ts";
import { payoffGame } from "../src/core/game/payoff-game.ts";
import type { PowerIndex } from "../src/core/power/power-index.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { type Bench, cached } from "./network-game.ts";

/** Reference values of a power index from very many evaluations, cached by network, examples, index and budget. */
export async function referencePower(
  bench: Bench,
  index: PowerIndex,
  evaluations: number,
  estimator: Estimator<never> = leastSquares as Estimator<never>,
): Promise<Float64Array> {
  const key = {
    hash: bench.hash,
    rows: [...bench.calibration],
    index,
    evaluations,
    estimator: estimator.name,
    seed: "reference",
  };
  const power = await cached(key, async () => {
    const game = payoffGame(bench.evaluator, bench.calibration, bench.labelsOf(bench.calibration), "accuracy");
    const budget = { evaluations, stepEvaluations: 1024 };
    const run = estimator.estimate(game, index, budget, seededRandom("reference", JSON.stringify(index)));
    const start = performance.now();
    for (let said = 0; ; ) {
      const { value, done } = await run.next();
      if (done) return [...value.power];
      if (value.progress.done - said >= evaluations / 10) {
        said = value.progress.done;
        console.log(
          `  reference ${index.kind}: ${said} of ${evaluations}, ${((performance.now() - start) / 1000).toFixed(0)} s`,
        );
      }
    }
  });
  return Float64Array.from(power);
}
