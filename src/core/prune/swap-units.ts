import type { Step } from "../step.ts";
import { exactMarginals } from "./exact-marginals.ts";
import { isBelieved } from "./paired-gain.ts";
import type { PruningTask } from "./pruning-task.ts";
import { betterBy, worthsOf } from "./selection-worth.ts";
import { type Swap, swapCandidates, swapped } from "./swap-candidates.ts";
import type { Way } from "./way.ts";

/** Swaps that are tried after one look at all units. */
const candidatesALook = 128;
/** Looks' worth of candidates that may fail before the search ends. */
const patience = 3;

export interface Refinement {
  readonly selection: Uint8Array;
  readonly evaluations: number;
  readonly swaps: number;
}

/**
 * Swaps of single units, one for another, as long as the payoff on the calibration examples grows by more than its noise:
 * a look at what every unit adds or would be missed, then the most promising pairs, each tried; the best are taken one
 * after the other, each against the selection as it is by then. Selections keep their size and their rules.
 * @param budget evaluations at most
 */
export async function* swapUnits(
  task: PruningTask,
  way: Way,
  start: Uint8Array,
  budget: number,
): AsyncGenerator<Step<Refinement>, Refinement> {
  const { settings, game } = task;
  const { constraints } = way;
  const pace = Math.max(1, Math.floor(settings.stepEvaluations));
  let spent = 1;
  let swaps = 0;
  if (budget < 1) return { selection: start, evaluations: 0, swaps };
  let [here] = await worthsOf(task, [start]);
  const step = (): Step<Refinement> => ({
    answer: { selection: here.selection, evaluations: spent, swaps },
    progress: { done: spent, total: budget, unit: "evaluations" },
  });
  const playing = Int32Array.from(start.keys()).filter(
    (player) => !constraints.kept[player] && !constraints.dropped[player],
  );
  while (spent + playing.length + 1 < budget) {
    const looks = exactMarginals(game, here.selection, playing, pace);
    let look = await looks.next();
    for (; !look.done; look = await looks.next())
      yield { ...step(), progress: { done: spent + look.value.progress.done, total: budget, unit: "evaluations" } };
    spent += look.value.evaluations;
    const { scope = "global" } = settings;
    const most = candidatesALook * patience;
    const candidates = swapCandidates(here.selection, look.value.power, constraints, scope, most);
    const base = here;
    let taken = 0;
    for (let from = 0; taken === 0 && from < candidates.length && spent < budget; from += candidatesALook) {
      const tried: { swap: Swap; gain: number }[] = [];
      const round = candidates.slice(from, Math.min(from + candidatesALook, from + budget - spent));
      for (let at = 0; at < round.length; at += pace) {
        const chunk = round.slice(at, at + pace);
        const worths = await worthsOf(
          task,
          chunk.map((swap) => swapped(base.selection, swap)),
        );
        spent += chunk.length;
        worths.forEach((worth, place) => {
          const gain = betterBy(worth, base);
          if (isBelieved(gain) && way.affords(worth.selection)) tried.push({ swap: chunk[place], gain: gain.gain });
        });
        yield step();
      }
      tried.sort((a, b) => b.gain - a.gain);
      for (const { swap } of tried) {
        if (spent >= budget) break;
        if (!here.selection[swap.out] || here.selection[swap.in]) continue;
        const next = swapped(here.selection, swap);
        if (!way.affords(next)) continue;
        const [worth] = await worthsOf(task, [next]);
        spent += 1;
        if (isBelieved(betterBy(worth, here))) {
          here = worth;
          swaps += 1;
          taken += 1;
        }
        yield step();
      }
    }
    if (taken === 0) break;
    yield step();
  }
  return { selection: here.selection, evaluations: spent, swaps };
}
