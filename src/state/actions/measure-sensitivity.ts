import type { SelectionScope } from "../../core/prune/trail.ts";
import { targetOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { sensitivityBiases } from "../sensitivity-biases.ts";
import { startRun } from "../start-run.ts";

/** Validation accuracy of the top units against d, ranked from the pool: globally, then within each layer. */
export async function measureSensitivity(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const fit = state.runs.pool?.answer;
  if (!fit) return;
  const target = targetOf(state);
  const biases = sensitivityBiases(state);
  const measure = (scope: SelectionScope, name: string) =>
    startRun(lab, "sensitivity", name, { fit, biases, target, scope });
  const first = await measure("global", "Sensitivity, all units competing");
  if (first.status === "done") await measure("layer-wise", "Sensitivity, within each layer");
}
