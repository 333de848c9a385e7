import type { LabState } from "./lab-state.ts";
import { isLive } from "./run.ts";
import { verifiedFileOf } from "./verdict.ts";

const counted = (count: number, noun: string, nouns = `${noun}s`) => `${count} ${count === 1 ? noun : nouns}`;

/**
 * What another model, dataset or preparation would discard of the person's own making, in words such as "2 pruning runs
 * and a verified file"; null where there is nothing. The preparation and its sweep come again by themselves.
 */
export function lossesOf(state: LabState): string | null {
  const { runs } = state;
  const { estimate, pool, surface, sensitivity, interaction, irreplaceability } = runs;
  const worth = (run: { readonly answer: unknown } | null) => run !== null && run.answer !== null;
  const things: string[] = [];
  if (worth(estimate)) things.push("a power estimate");
  if (worth(pool)) things.push("a pool of coalitions");
  const answers = [surface, sensitivity, interaction, irreplaceability].filter(worth).length;
  if (answers > 0) things.push(counted(answers, "further answer"));
  const prunes = runs.prunes.filter((run) => isLive(run) || worth(run)).length;
  if (prunes > 0) things.push(counted(prunes, "pruning run"));
  const repairs = runs.repairs.filter(worth).length;
  if (repairs > 0) things.push(counted(repairs, "step of repair", "steps of repair"));
  if (verifiedFileOf(state) !== null) things.push("a verified file");
  const last = things.pop();
  return last === undefined ? null : things.length === 0 ? last : `${things.join(", ")} and ${last}`;
}
