import type { RandomSource } from "../random/random-source.ts";
import { shuffle } from "../random/shuffle.ts";
import type { Step } from "../step.ts";
import { believedInSample, isBelieved } from "./paired-gain.ts";
import type { PruningTask } from "./pruning-task.ts";
import { isWhole, sizeOf } from "./selection.ts";
import { betterBy, meanOf, type Played, type SelectionWorth, worthsOf } from "./selection-worth.ts";
import { swapCandidates, swapped } from "./swap-candidates.ts";
import type { Refinement } from "./swap-units.ts";
import type { Way } from "./way.ts";

/** Units of a group outside the selection that a look covers, at least; and swaps taken after one look. */
const fewestOfGroup = 8;
const swapsALook = 8;
/** Candidates after one look: this many of those that it took. */
const candidatesALook = 0.75;

/** Units outside the selection that one look covers: as many as are within, of every group some, drawn anew each time. */
function looked(selection: Uint8Array, way: Way, random: RandomSource): number[] {
  const { players, dropped } = way.constraints;
  const outside = [...selection.keys()].filter((player) => !selection[player] && !dropped[player]);
  const share = sizeOf(selection) / Math.max(1, outside.length);
  return players.groups.flatMap((_, g) => {
    const own = Int32Array.from(outside.filter((player) => players.groupOf[player] === g));
    const count = Math.min(own.length, Math.max(fewestOfGroup, Math.ceil(share * own.length)));
    return [...shuffle(own, random).subarray(0, count)];
  });
}

/**
 * Swaps of single units for games that are dear to play: a look covers the selection and as many units outside, drawn by
 * chance; then the most promising pairs are tried one by one, each against the selection as it is by then, and taken where
 * the gain exceeds its noise. Ends when the budget is spent, or two looks in a row find nothing.
 * @param played what decides; @param price evaluations a selection costs there
 * @param budget evaluations at most
 */
export async function* swapAsFound(
  task: Pick<PruningTask, "settings" | "players">,
  played: Played,
  way: Way,
  start: Uint8Array,
  budget: number,
  price: number,
  random: RandomSource,
): AsyncGenerator<Step<Refinement>, Refinement> {
  const { scope = "global", stepEvaluations } = task.settings;
  const { kept } = way.constraints;
  const pace = Math.max(1, Math.floor(stepEvaluations / price));
  let [spent, swaps, idle] = [0, 0, 0];
  if (budget < price) return { selection: start, evaluations: 0, swaps };
  let [here] = await worthsOf(played, [start]);
  spent += price;
  const step = (): Step<Refinement> => ({
    answer: { selection: here.selection, evaluations: spent, swaps },
    progress: { done: spent, total: budget, unit: "evaluations" },
  });
  /** How much better than here each unit's coming or going leaves the selection. */
  async function* look(units: readonly number[]): AsyncGenerator<Step<Refinement>, Float64Array> {
    const marginals = new Float64Array(task.players.count).fill(Number.NaN);
    const worth = meanOf(here);
    for (let from = 0; from < units.length; from += pace) {
      const some = units.slice(from, from + pace);
      const changed = some.map((player) => {
        const one = here.selection.slice();
        one[player] = 1 - one[player];
        return one;
      });
      const worths: SelectionWorth[] = await worthsOf(played, changed);
      spent += price * some.length;
      worths.forEach((each, at) => {
        const gain = meanOf(each) - worth;
        marginals[some[at]] = here.selection[some[at]] ? -gain : gain;
      });
      yield step();
    }
    return marginals;
  }
  while (idle < 2) {
    const within = [...here.selection.keys()].filter((player) => here.selection[player] && !kept[player]);
    const units = [...within, ...looked(here.selection, way, random)];
    if (spent + price * (units.length + 1) > budget) break;
    const marginals = yield* look(units);
    const most = Math.ceil(candidatesALook * units.length);
    let [taken, tried] = [0, 0];
    const used = new Set<number>();
    for (const swap of swapCandidates(here.selection, marginals, way.constraints, scope, 8 * most)) {
      if (tried >= most || taken >= swapsALook || spent + price > budget) break;
      if (used.has(swap.out) || used.has(swap.in)) continue;
      const next = swapped(here.selection, swap);
      if (!isWhole(next, task.players) || !way.affords(next)) continue;
      const [worth] = await worthsOf(played, [next]);
      spent += price;
      tried += 1;
      used.add(swap.out);
      if (isBelieved(betterBy(worth, here), believedInSample)) {
        here = worth;
        swaps += 1;
        taken += 1;
        used.add(swap.in);
      }
      yield step();
    }
    idle = taken > 0 ? 0 : idle + 1;
  }
  return { selection: here.selection, evaluations: spent, swaps };
}
