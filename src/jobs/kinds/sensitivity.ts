import { powerAt } from "../../core/estimate/pool-power.ts";
import type { Score } from "../../core/game/score.ts";
import { chooseUnits } from "../../core/prune/choose-units.ts";
import type { Sensitivity } from "../contract.ts";
import type { Job } from "../host.ts";
import { scoreInSteps } from "../score-of.ts";
import { ready } from "../workbench.ts";

/** Validation accuracy of the top units by beta^d for several d, all ranked from one pool without new coalitions. */
export const sensitivity: Job<"sensitivity"> = async function* (bench, { fit, biases, target, scope }, journal) {
  const { model, session } = ready(bench);
  const scores: Score[] = [];
  const total = biases.length * session.split.validation.length;
  let answer: Sensitivity = { biases, scores };
  for (const bias of biases) {
    const { power } = powerAt(fit, { kind: "biased-banzhaf", bias });
    const selection = chooseUnits({ scope }, power, target, model.players);
    const measuring = scoreInSteps(session, selection, session.split.validation, journal);
    for (;;) {
      const { value, done } = await measuring.next();
      if (done) {
        scores.push(value);
        break;
      }
      const seen = scores.length * session.split.validation.length + value;
      yield { answer, progress: { done: seen, total, unit: "examples" } };
    }
    answer = { biases, scores: [...scores] };
  }
  yield { answer, progress: { done: total, total, unit: "examples" } };
  return answer;
};
