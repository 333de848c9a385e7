import { expect, test } from "vitest";
import { blockGame, type GameInBlocks } from "../game/block-game.ts";
import { exampleBlocks } from "../game/example-blocks.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { blockDesignOf } from "./block-design.ts";
import { complementPairs } from "./complement-pairs.ts";
import type { Estimator } from "./estimator.ts";
import { finalEstimate } from "./final-estimate.ts";
import { confidenceInterval } from "./interval.ts";
import { leastSquares } from "./least-squares.ts";
import { onePoolWith } from "./one-pool.ts";
import { pairedLeverage } from "./paired-leverage.ts";

const players = 14;
const count = 60;
const seeds = 300;
const shared = randomTerms(players, 12, 3, seededRandom("shared terms"));

/** Every example has terms of its own besides the common ones, and a level of its own. */
const termsOf = Array.from({ length: count }, (_, example) => {
  const random = seededRandom(example, "terms of an example");
  const level = { members: [], worth: random.uniform() };
  return [...shared, ...randomTerms(players, 3, 3, random), level];
});

/** The mean game of some examples, from a table: the sums of the terms within each coalition. */
function meanGame(examples: Int32Array): Game {
  const table = new Float64Array(2 ** players);
  for (const example of examples)
    for (const { members, worth } of termsOf[example] ?? [])
      table[members.reduce((bits, player) => bits | (1 << player), 0)]! += worth / examples.length;
  for (let player = 0; player < players; player++)
    for (let bits = 0; bits < table.length; bits++)
      if (bits & (1 << player)) table[bits]! += table[bits - (1 << player)]!;
  return gameOf(
    players,
    (coalition) => table[coalition.reduce((bits, member, player) => bits | (member << player), 0)]!,
  );
}

const all = Int32Array.from({ length: count }, (_, example) => example);
const blocks = (exampleBlocks(all, 10) ?? []).map(({ examples, weight }) => ({ game: meanGame(examples), weight }));
const game: GameInBlocks = { all: meanGame(all), examples: count, each: 10, overhead: 5, spent: 0, blocks };

const cases: { estimator: Estimator; index: PowerIndex }[] = [
  { estimator: leastSquares, index: { kind: "biased-banzhaf", bias: 0.3 } },
  { estimator: complementPairs, index: { kind: "banzhaf" } },
  { estimator: pairedLeverage, index: { kind: "shapley" } },
  { estimator: onePoolWith({ focus: 0.3 }), index: { kind: "biased-banzhaf", bias: 0.3 } },
];

test.each(cases)(
  "on blocks of examples, 95 % intervals of $estimator.name hold the power on all examples in 300 seeds",
  async ({ estimator, index }) => {
    const design = blockDesignOf(estimator);
    if (design === null) throw new Error("no design");
    const ofExamples = termsOf.map((terms) =>
      unanimityPower(
        players,
        terms.filter(({ members }) => members.length > 0),
        index,
      ),
    );
    const exact = Float64Array.from(
      { length: players },
      (_, i) => ofExamples.reduce((sum, power) => sum + power[i]!, 0) / count,
    );
    // a pool is fitted three times as slowly
    const evaluations = (estimator.name.startsWith("one pool") ? 24 : 40) * players + (design.ends ? 2 : 0);
    let held = 0;
    let claimed = 0;
    const bias = new Float64Array(players);
    const squares = new Float64Array(players);
    for (let seed = 0; seed < seeds; seed++) {
      const random = seededRandom(seed, "block coverage");
      const played = blockGame(game, design, random);
      const estimate = await finalEstimate(
        estimator.estimate(played, index, { evaluations, stepEvaluations: evaluations }, random),
      );
      for (let i = 0; i < players; i++) {
        const error = estimate.power[i]! - exact[i]!;
        bias[i] = bias[i]! + error / seeds;
        squares[i] = squares[i]! + error ** 2 / seeds;
        const interval = confidenceInterval(estimate, i);
        if (interval === null) continue;
        claimed++;
        if (interval[0] <= exact[i]! && exact[i]! <= interval[1]) held++;
      }
    }
    expect(claimed).toBe(seeds * players);
    expect(held / claimed).toBeGreaterThan(0.925);
    expect(held / claimed).toBeLessThan(0.975);
    bias.forEach((value, i) => {
      expect(Math.abs(value)).toBeLessThan(4.5 * Math.sqrt(squares[i]! / seeds));
    });
  },
  30_000,
);

test("estimators that live on differences of single coalitions, and exact ones, keep all examples", async () => {
  const { estimators } = await import("./estimators.ts");
  const dealt = estimators.filter(({ estimator }) => blockDesignOf(estimator) !== null);
  expect(dealt.map(({ estimator }) => estimator.name)).toEqual([
    "least squares",
    "complement pairs",
    "paired leverage sampling",
    "one pool",
  ]);
});
