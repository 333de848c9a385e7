import { seededRandom } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import type { Step } from "../step.ts";
import { type BlockWorths, blockPrice, type ExamplesInBlocks, gainOnBlocks } from "./examples-in-blocks.ts";
import { exchangedByChance } from "./exchanged-by-chance.ts";
import { isBelieved } from "./paired-gain.ts";
import type { PruningTask } from "./pruning-task.ts";
import { isWhole } from "./selection.ts";
import { type Swap, swapCandidates, swapped } from "./swap-candidates.ts";
import type { Refinement } from "./swap-units.ts";
import type { Way } from "./way.ts";

/** Swaps that are tried after a look, and how many of them go on to the next stage of the race. */
const candidates = 128;
const survivors = [32, 8];
/** Survivors of each stage that one unit may be in: those that share none can all be taken after one race. */
const sharing = [3, 1];
/** Blocks that the second stage of a race is over; the first is over one, the last over all. */
const secondStage = 4;
/** Looks in a row, each at another block, that must find nothing before the selection is left; and units exchanged then. */
const patience = 3;
const kicked = 4;

/** A selection and what it was worth on the blocks that it was played on. */
interface Runner {
  readonly selection: Uint8Array;
  readonly worths: (ArrayLike<number> | undefined)[];
}

interface Candidate extends Runner {
  readonly swap: Swap;
}

/** The first of the candidates that have none of their units in more than `most` of them. */
function varied(ranked: readonly Candidate[], most: number, players: number): Candidate[] {
  const uses = new Uint8Array(players);
  return ranked.filter(({ swap }) => {
    if (uses[swap.out] >= most || uses[swap.in] >= most) return false;
    uses[swap.out] += 1;
    uses[swap.in] += 1;
    return true;
  });
}

const meanOf = (worths: BlockWorths): number => {
  let [sum, count] = [0, 0];
  for (const block of worths)
    if (block) {
      for (let x = 0; x < block.length; x++) sum += block[x];
      count += block.length;
    }
  return sum / count;
};

/**
 * Swaps of single units on many examples for the price of few (ours): a look at every unit and the first stage of the race
 * see one block of the examples, another one each time; the better swaps go on to more blocks (successive halving: Karnin,
 * Koren, Somekh, ICML 2013), and what is accepted was played on all. Where several looks find nothing, some units are
 * exchanged by chance within their groups and the search goes on from there (iterated local search: Lourenço, Martin,
 * Stützle, 2003); the best selection that was played on all examples is what is returned.
 * @param budget evaluations of all examples at most; what is played on fewer counts as the share that it costs
 * @param random decides the order of the blocks and the exchanges by chance
 */
export async function* racedSwaps(
  task: Pick<PruningTask, "players" | "settings" | "random">,
  examples: ExamplesInBlocks,
  way: Way,
  start: Uint8Array,
  budget: number,
): AsyncGenerator<Step<Refinement>, Refinement> {
  const { players, settings } = task;
  const { constraints } = way;
  const { scope = "global", stepEvaluations } = settings;
  const random = seededRandom(task.random.state().join("."), "raced swaps");
  const blocks = examples.sizes.length;
  const order = randomPermutation(blocks, random);
  const all = [...order];
  const prices = examples.sizes.map((_, block) => blockPrice(examples, block));
  const playing = [...start.keys()].filter((player) => !constraints.kept[player] && !constraints.dropped[player]);
  const looking = Math.max(...prices) * playing.length;
  if (budget < 1) return { selection: start, evaluations: 0, swaps: 0 };
  let spent = 0;
  let swaps = 0;
  let here: Runner = { selection: start, worths: new Array(blocks) };
  let best = here;
  const step = (): Step<Refinement> => ({
    answer: { selection: best.selection, evaluations: Math.ceil(spent), swaps },
    progress: { done: spent, total: Math.max(budget, spent), unit: "evaluations" },
  });

  /** Plays selections on a block, in steps of the pace. */
  async function* play(runners: readonly Runner[], block: number): AsyncGenerator<Step<Refinement>, void> {
    const size = examples.sizes[block];
    const rows = Math.max(1, Math.floor(stepEvaluations / prices[block]));
    for (let from = 0; from < runners.length; from += rows) {
      const some = runners.slice(from, from + rows);
      const members = new Uint8Array(some.length * players.count);
      some.forEach(({ selection }, row) => {
        members.set(selection, row * players.count);
      });
      const values = await examples.perExample({ players: players.count, rows: some.length, members }, block);
      some.forEach(({ worths }, row) => {
        worths[block] = Array.prototype.slice.call(values, row * size, (row + 1) * size);
      });
      spent += prices[block] * some.length;
      yield step();
    }
  }
  async function* playOn(runners: readonly Runner[], some: readonly number[]) {
    for (const block of some) yield* play(runners, block);
  }

  /** What every unit adds, or would be missed, on one block. */
  async function* look(block: number): AsyncGenerator<Step<Refinement>, Float64Array> {
    const changed = playing.map((player): Runner => {
      const selection = here.selection.slice();
      selection[player] = 1 - selection[player];
      return { selection, worths: new Array(blocks) };
    });
    yield* play(changed, block);
    const marginals = new Float64Array(players.count).fill(Number.NaN);
    playing.forEach((player, at) => {
      const { gain } = gainOnBlocks(changed[at].worths, here.worths);
      marginals[player] = here.selection[player] ? -gain : gain;
    });
    return marginals;
  }

  /** The swaps that are believed on all examples, the best first. */
  async function* race(first: number, marginals: Float64Array): AsyncGenerator<Step<Refinement>, Candidate[]> {
    let left = swapCandidates(here.selection, marginals, constraints, scope, candidates)
      .map((swap): Candidate => ({ swap, selection: swapped(here.selection, swap), worths: new Array(blocks) }))
      .filter(({ selection }) => way.affords(selection) && isWhole(selection, players));
    const turn = all.map((_, k) => all[(first + k) % blocks]);
    const stages = [1, secondStage, blocks].filter((end, k) => k === 0 || end > 1).map((end) => Math.min(end, blocks));
    let seen = 0;
    for (const [stage, end] of stages.entries()) {
      const price = turn.slice(seen, end).reduce((sum, block) => sum + prices[block], 0);
      if (spent + price * left.length > budget) return [];
      yield* playOn(left, turn.slice(seen, end));
      seen = Math.max(seen, end);
      const ranked = left
        .map((candidate) => ({ candidate, gain: gainOnBlocks(candidate.worths, here.worths) }))
        .sort((a, b) => b.gain.gain - a.gain.gain);
      const last = seen === blocks;
      const good = ranked.filter(({ gain }) => (last ? isBelieved(gain) : gain.gain > 0));
      left = good.map(({ candidate }) => candidate);
      if (!last) left = varied(left, sharing[stage], players.count).slice(0, survivors[stage]);
      if (last || left.length === 0) return left;
    }
    return left;
  }

  yield* playOn([here], all);
  for (let turn = 0, idle = 0; spent + looking < budget; turn++) {
    const marginals = yield* look(all[turn % blocks]);
    const believed = yield* race(turn % blocks, marginals);
    let taken = 0;
    for (const candidate of believed) {
      if (taken === 0) {
        here = candidate;
      } else {
        // the others were believed beside a selection that is no longer there
        const { swap } = candidate;
        if (spent + 1 > budget) break;
        if (!here.selection[swap.out] || here.selection[swap.in]) continue;
        const next: Runner = { selection: swapped(here.selection, swap), worths: new Array(blocks) };
        if (!way.affords(next.selection) || !isWhole(next.selection, players)) continue;
        yield* playOn([next], all);
        if (!isBelieved(gainOnBlocks(next.worths, here.worths))) continue;
        here = next;
      }
      taken += 1;
      swaps += 1;
    }
    if (meanOf(here.worths) > meanOf(best.worths)) best = here;
    yield step();
    idle = taken > 0 ? 0 : idle + 1;
    if (idle < patience) continue;
    if (spent + 1 + looking > budget) break;
    idle = 0;
    const selection = exchangedByChance(best.selection, kicked, constraints, random);
    here = { selection, worths: new Array(blocks) };
    yield* playOn([here], all);
  }
  return { selection: best.selection, evaluations: Math.ceil(spent), swaps };
}
