import type { Outputs } from "../../core/game/evaluator.ts";
import { costOf } from "../../core/model/cost.ts";
import { planFrom } from "../../core/prune/plan-from.ts";
import { sizeOf } from "../../core/prune/selection.ts";
import { prune } from "../../core/prune/surgery.ts";
import type { Job } from "../host.ts";
import { outputsInSteps } from "../score-of.ts";
import { inputShapeOf, ready } from "../workbench.ts";

/** Cuts the network, writes it in the format wanted, and runs the masked network on the test examples for comparison. */
export const exportModel: Job<"export"> = async function* (bench, { selection, format }) {
  const { model, session } = ready(bench);
  const plan = planFrom(selection, model.players);
  const pruned = prune(model.model, model.graph, plan);
  const stem = `${model.model.name.replace(/[^\w.-]+/g, "-") || "model"}-${sizeOf(selection)}-units`;
  const { extension, ...encoded } = await bench.parts.encode(
    { ...model, model: pruned, original: model.model, plan },
    format,
    stem,
  );
  const rows = session.split.test;
  const running = outputsInSteps(session, selection, rows);
  const answer = {
    fileName: `${stem}${extension}`,
    ...encoded,
    format,
    output: pruned.output,
    cost: costOf(pruned),
    backend: session.backend.name,
    probe: null,
  };
  let masked: Outputs;
  for (;;) {
    const { value, done } = await running.next();
    if (done) {
      masked = value;
      break;
    }
    yield { answer, progress: { done: value, total: rows.length, unit: "examples" } };
  }
  const probe = {
    inputs: session.inputsOf(rows),
    inputShape: inputShapeOf(model.model),
    truth: session.truthOf(rows),
    examples: rows.length,
    outputs: masked.values,
    outputWidth: masked.width,
  };
  yield { answer: { ...answer, probe }, progress: { done: rows.length, total: rows.length, unit: "examples" } };
  return { ...answer, probe };
};
