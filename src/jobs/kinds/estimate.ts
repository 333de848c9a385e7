import { estimatorFor } from "../../core/estimate/estimator-for.ts";
import { payoffGame } from "../../core/game/payoff-game.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Power index of every unit, on the calibration examples. */
export const estimate: Job<"estimate"> = (bench, spec) => {
  const { session } = ready(bench);
  const rows = session.split.calibration;
  const game = payoffGame(session.evaluator, rows, session.truthOf(rows), spec.payoff);
  const budget = { evaluations: spec.evaluations, stepEvaluations: spec.stepEvaluations };
  const estimator = estimatorFor(spec.index, { players: game.players, evaluations: spec.evaluations });
  return estimator.estimate(game, spec.index, budget, seededRandom(spec.seed, "estimate"));
};
