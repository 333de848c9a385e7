import type { Outputs } from "../../core/game/evaluator.ts";
import { costOf } from "../../core/model/cost.ts";
import { sizeOf } from "../../core/prune/selection.ts";
import type { Job } from "../host.ts";
import { modelOutputsInSteps } from "../score-model.ts";
import { outputsInSteps } from "../score-of.ts";
import { inputShapeOf, ready } from "../workbench.ts";
import { repairedNetwork } from "./repair.ts";

/**
 * Cuts the network (and puts repaired weights in), writes it in the format wanted, and runs the masked or the repaired network on the test
 * examples for comparison.
 */
export const exportModel: Job<"export"> = async function* (bench, spec, journal) {
  const { model, session } = ready(bench);
  const { selection, repaired, format } = spec;
  const { plan, network: pruned } = repairedNetwork(bench, spec);
  const stem = `${model.model.name.replace(/[^\w.-]+/g, "-") || "model"}-${sizeOf(selection)}-units`;
  const { extension, ...encoded } = await bench.parts.encode(
    { ...model, model: pruned, original: model.model, plan },
    format,
    stem,
  );
  const rows = session.split.test;
  const running = repaired
    ? modelOutputsInSteps(bench.parts, session, pruned, rows, journal)
    : outputsInSteps(session, selection, rows, journal);
  const answer = {
    fileName: `${stem}${extension}`,
    ...encoded,
    format,
    output: pruned.output,
    cost: costOf(pruned),
    repaired: Boolean(repaired),
    backend: session.backend.name,
    probe: null,
  };
  let wanted: Outputs;
  for (;;) {
    const { value, done } = await running.next();
    if (done) {
      wanted = value;
      break;
    }
    yield { answer, progress: { done: value, total: rows.length, unit: "examples" } };
  }
  const probe = {
    inputs: session.inputsOf(rows),
    inputShape: inputShapeOf(model.model),
    truth: session.truthOf(rows),
    examples: rows.length,
    outputs: wanted.values,
    outputWidth: wanted.width,
  };
  yield { answer: { ...answer, probe }, progress: { done: rows.length, total: rows.length, unit: "examples" } };
  return { ...answer, probe };
};
