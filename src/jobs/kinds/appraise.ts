import { costOf } from "../../core/model/cost.ts";
import { planFrom } from "../../core/prune/plan-from.ts";
import { sizeOf, widthsOf } from "../../core/prune/selection.ts";
import { prune } from "../../core/prune/surgery.ts";
import type { Appraisal } from "../contract.ts";
import type { Job } from "../host.ts";
import { scoreInSteps } from "../score-of.ts";
import { ready } from "../workbench.ts";

/** Reads the test examples for one selection of units, and what its network costs. */
export const appraise: Job<"appraise"> = async function* (bench, { selection }) {
  const { model, session } = ready(bench);
  const pruned = prune(model.model, model.graph, planFrom(selection, model.players));
  const total = session.split.test.length;
  const known = { size: sizeOf(selection), cost: costOf(pruned), widths: widthsOf(selection, model.players) };
  let answer: Appraisal = { ...known, test: null };
  const reading = scoreInSteps(session, selection, session.split.test);
  for (;;) {
    const { value, done } = await reading.next();
    if (done) {
      answer = { ...known, test: value };
      break;
    }
    yield { answer, progress: { done: value, total, unit: "examples" } };
  }
  yield { answer, progress: { done: total, total, unit: "examples" } };
  return answer;
};
