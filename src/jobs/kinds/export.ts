import { costOf } from "../../core/model/cost.ts";
import { planFrom } from "../../core/prune/plan-from.ts";
import { prune } from "../../core/prune/surgery.ts";
import type { Job } from "../host.ts";
import { inputShapeOf, ready } from "../workbench.ts";

/** Cuts the network, writes it in the format it came in, and runs the masked network on the test examples for comparison. */
export const exportModel: Job<"export"> = async function* (bench, { selection }) {
  const { model, session } = ready(bench);
  const pruned = prune(model.model, model.graph, planFrom(selection, model.players));
  const { zip, fileBytes } = await bench.parts.encode(pruned, model.origin);
  const rows = session.split.test;
  const batch = { players: model.players.count, rows: 1, members: selection };
  const masked = await session.evaluator.outputs(batch, rows);
  const size = selection.reduce((sum, kept) => sum + kept, 0);
  const answer = {
    fileName: `${model.model.name.replace(/[^\w.-]+/g, "-") || "model"}-${size}-units.zip`,
    zip,
    cost: costOf(pruned),
    fileBytes,
    backend: session.backend.name,
    probe: {
      inputs: session.inputsOf(rows),
      inputShape: inputShapeOf(model.model),
      truth: session.truthOf(rows),
      examples: rows.length,
      outputs: masked.values,
      outputWidth: masked.width,
    },
  };
  yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
  return answer;
};
