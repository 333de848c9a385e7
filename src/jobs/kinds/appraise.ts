import { costOf } from "../../core/model/cost.ts";
import { sizeOf, widthsOf } from "../../core/prune/selection.ts";
import type { Appraisal } from "../contract.ts";
import type { Job } from "../host.ts";
import { scoreModelInSteps } from "../score-model.ts";
import { scoreInSteps } from "../score-of.ts";
import { ready } from "../workbench.ts";
import { repairedNetwork } from "./repair.ts";

/** Reads the test examples for one selection of units, repaired or not, and what its network costs. */
export const appraise: Job<"appraise"> = async function* (bench, spec, journal) {
  const { model, session } = ready(bench);
  const { selection, repaired } = spec;
  const { network } = repairedNetwork(bench, spec);
  const total = session.split.test.length;
  const known = { size: sizeOf(selection), cost: costOf(network), widths: widthsOf(selection, model.players) };
  let answer: Appraisal = { ...known, test: null };
  const reading = repaired
    ? scoreModelInSteps(bench.parts, session, network, session.split.test, journal)
    : scoreInSteps(session, selection, session.split.test, journal);
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
