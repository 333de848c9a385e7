import { payoffGame } from "../../core/game/payoff-game.ts";
import { strategyFor } from "../../core/prune/strategy-for.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { Job } from "../host.ts";
import { scoreCoalitions } from "../score-of.ts";
import { ready } from "../workbench.ts";

/** Runs a strategy: ranks on calibration examples, measures every size it passes on validation examples. */
export const prune: Job<"prune"> = (bench, spec) => {
  const { model, session } = ready(bench);
  const rows = session.split.calibration;
  return strategyFor(spec.settings.strategy)({
    game: payoffGame(session.evaluator, rows, session.truthOf(rows), spec.payoff),
    measure: (batch) => scoreCoalitions(session, batch, session.split.validation),
    players: model.players,
    settings: spec.settings,
    estimate: spec.estimate,
    random: seededRandom(spec.seed, "prune"),
  });
};
