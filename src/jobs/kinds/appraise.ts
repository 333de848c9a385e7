import { costOf } from "../../core/model/cost.ts";
import { planFrom } from "../../core/prune/plan-from.ts";
import { widthsOf } from "../../core/prune/selection.ts";
import { prune } from "../../core/prune/surgery.ts";
import type { Job } from "../host.ts";
import { scoreOf } from "../score-of.ts";
import { ready } from "../workbench.ts";

/** Reads the test examples for one selection of units, and what its network costs. */
export const appraise: Job<"appraise"> = async function* (bench, { selection }) {
  const { model, session } = ready(bench);
  const pruned = prune(model.model, model.graph, planFrom(selection, model.players));
  const answer = {
    test: await scoreOf(session, selection, session.split.test),
    size: selection.reduce((sum, kept) => sum + kept, 0),
    cost: costOf(pruned),
    widths: widthsOf(selection, model.players),
  };
  yield { answer, progress: { done: 1, total: 1, unit: "evaluations" } };
  return answer;
};
