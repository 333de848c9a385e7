import { samplePool } from "../../core/estimate/one-pool.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** One pool of coalitions for every d and Shapley; the page ranks from its fit without new evaluations. */
export const pool: Job<"pool"> = async function* (bench, spec) {
  const { session } = ready(bench);
  const game = await gameOf(session, spec.payoff);
  const budget = { evaluations: spec.evaluations, stepEvaluations: stepOf(session, spec.stepEvaluations) };
  const focus = spec.focus === null ? {} : { focus: spec.focus };
  return yield* samplePool(game, budget, seededRandom(spec.seed, "pool"), undefined, focus);
};
