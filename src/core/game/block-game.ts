import { type RandomSource, seededRandom } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import type { CoalitionBatch } from "./coalition-batch.ts";
import { costOnFewer } from "./example-blocks.ts";
import type { Game } from "./game.ts";
import { restricted } from "./restricted.ts";

/** The game on each block of the examples. */
export interface GameInBlocks {
  readonly all: Game;
  /** Examples of `all`. */
  readonly examples: number;
  /** Examples of a block, the mean where they differ by one. */
  readonly each: number;
  /** What a coalition costs besides its examples, in examples' worth (see `overheadOf`). */
  readonly overhead: number;
  readonly blocks: readonly { readonly game: Game; readonly weight: number }[];
  /** Evaluations of all examples that it took to choose the blocks. */
  readonly spent: number;
}

/** What of a way of sampling decides how its coalitions may be dealt to blocks. */
export interface BlockDesign {
  /** Coalitions in a row that belong together, and so to one block. */
  readonly together: number;
  /** The empty and the grand coalition enter every row, and are played on all examples. */
  readonly ends: boolean;
}

/** Values of a block before its level is believed; ours. */
const levelShrinkage = 4;

/** The same blocks of the game where `present` players are always there and the `playing` ones play. */
export function restrictedBlocks(game: GameInBlocks, present: Uint8Array, playing: Int32Array): GameInBlocks {
  return {
    ...game,
    all: restricted(game.all, present, playing),
    blocks: game.blocks.map((block) => ({ ...block, game: restricted(block.game, present, playing) })),
  };
}

/** Coalitions on blocks that cost as much as `evaluations` on all examples, in whole turns of all blocks where they suffice. */
export function coalitionsFor(
  evaluations: number,
  { examples, each, overhead, blocks }: GameInBlocks,
  { together, ends }: BlockDesign,
): number {
  const whole = ends ? 2 : 0;
  const coalitions = Math.max(0, Math.floor((evaluations - whole) / costOnFewer(each, examples, overhead)));
  const turn = blocks.length * together;
  return whole + (coalitions >= turn ? coalitions - (coalitions % turn) : coalitions);
}

/** What coalitions on blocks cost, in evaluations of all examples; the inverse of `coalitionsFor`. */
export function wholeEvaluations(
  coalitions: number,
  { examples, each, overhead }: GameInBlocks,
  { ends }: BlockDesign,
): number {
  const whole = Math.min(coalitions, ends ? 2 : 0);
  return Math.round(whole + (coalitions - whole) * costOnFewer(each, examples, overhead));
}

/** The blocks turn by turn, every turn in an order of its own, so that no pattern of the coalitions meets one of the blocks. */
function dealer(blocks: number, random: RandomSource): () => number {
  let order = randomPermutation(blocks, random);
  let dealt = 0;
  return () => {
    if (dealt === blocks) {
      order = randomPermutation(blocks, random);
      dealt = 0;
    }
    return order[dealt++];
  };
}

/** Whether nobody or everybody is in a row. */
function isEnd({ players, members }: CoalitionBatch, row: number): boolean {
  const from = row * players;
  return members.subarray(from + 1, from + players).every((member) => member === members[from]);
}

/**
 * A game whose coalitions are played on one block of the examples each, every block as often as the others: less work
 * a coalition, for more noise of its value. The mean over blocks is the game on all examples, and which block a coalition
 * meets depends on its place in the run alone (neither on the coalition nor on how the run came in batches), so whatever
 * is linear in the values stays unbiased for all examples; given the blocks, rows that were independent stay so, and the
 * noise of the examples is noise of a row, which sandwiches see.
 *
 * Some blocks are easier than others, whoever plays. That level is taken off by what the block's earlier coalitions were
 * worth, less the mean of all blocks: a number that was settled before the coalition was drawn, so no bias comes of it.
 *
 * A run plays a game of its own, from its first coalition. Wrong for estimators that look at differences of single
 * coalitions or pick the next one by the last, and for payoffs that are no means over examples.
 * @param random its state decides the order of the blocks; it is not drawn from
 */
export function blockGame({ all, blocks }: GameInBlocks, design: BlockDesign, random: RandomSource): Game {
  const next = dealer(blocks.length, seededRandom(random.state().join("."), "blocks"));
  const { players } = all;
  const counts = new Float64Array(blocks.length);
  const sums = new Float64Array(blocks.length);
  let count = 0;
  let sum = 0;
  let place = 0;
  let present = 0;
  let level = 0;

  const levelOf = (block: number) =>
    counts[block] === 0
      ? 0
      : (sums[block] / counts[block] - sum / count) * (counts[block] / (counts[block] + levelShrinkage));

  async function playedBy(
    game: Game,
    batch: CoalitionBatch,
    rows: readonly number[],
    into: Float64Array,
  ): Promise<void> {
    if (rows.length === 0) return;
    const members = new Uint8Array(rows.length * players);
    for (const [at, row] of rows.entries())
      members.set(batch.members.subarray(row * players, (row + 1) * players), at * players);
    const values = await game.values({ players, rows: rows.length, members });
    for (const [at, row] of rows.entries()) into[row] = values[at];
  }

  return {
    players,
    async values(batch) {
      const values = new Float64Array(batch.rows);
      const whole: number[] = [];
      const dealt = blocks.map((): number[] => []);
      const blockOf = new Int32Array(batch.rows).fill(-1);
      const first = place;
      for (let row = 0; row < batch.rows; row++) {
        if (design.ends && isEnd(batch, row)) {
          whole.push(row);
          continue;
        }
        if (place++ % design.together === 0) present = next();
        blockOf[row] = present;
        dealt[present].push(row);
      }
      await playedBy(all, batch, whole, values);
      for (const [block, rows] of dealt.entries()) await playedBy(blocks[block].game, batch, rows, values);
      let at = first;
      for (let row = 0; row < batch.rows; row++) {
        const block = blockOf[row];
        if (block < 0) continue;
        if (at++ % design.together === 0) level = levelOf(block);
        const value = values[row] * blocks[block].weight;
        values[row] = value - level;
        counts[block] += 1;
        sums[block] += value;
        count += 1;
        sum += value;
      }
      return values;
    },
  };
}
