import { strategyFor } from "../../core/prune/strategy-for.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { scoreCoalitions } from "../score-of.ts";
import { ready } from "../workbench.ts";

/** Runs a strategy: ranks on calibration examples, measures every size it passes on validation examples. */
export const prune: Job<"prune"> = async function* (bench, spec) {
  const { model, session } = ready(bench);
  return yield* strategyFor(spec.settings.strategy)({
    game: await gameOf(session, spec.payoff),
    measure: (batch) => scoreCoalitions(session, batch, session.split.validation),
    players: model.players,
    settings: { ...spec.settings, stepEvaluations: stepOf(session, spec.settings.stepEvaluations) },
    estimate: spec.estimate,
    random: seededRandom(spec.seed, "prune"),
  });
};
