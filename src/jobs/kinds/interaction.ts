import { estimateInteractions } from "../../core/interaction/pairwise-interaction.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Pairwise interaction of chosen units under R_d: negative where they are each other's spare. */
export const interaction: Job<"interaction"> = async function* (bench, spec, journal) {
  const { session } = ready(bench);
  const game = await gameOf(session, spec.payoff, journal);
  const budget = { evaluations: spec.evaluations, stepEvaluations: stepOf(session, spec.stepEvaluations) };
  const random = seededRandom(spec.seed, "interaction");
  return yield* estimateInteractions(game, Int32Array.from(spec.units), spec.bias, budget, random);
};
