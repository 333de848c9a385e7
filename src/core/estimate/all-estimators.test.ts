import { describe, expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { estimators } from "./estimators.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { finalEstimate } from "./final-estimate.ts";
import { onePool } from "./one-pool.ts";
import type { SamplingCheckpoint } from "./step-through.ts";

const indices: PowerIndex[] = [
  { kind: "shapley" },
  { kind: "banzhaf" },
  { kind: "biased-banzhaf", bias: 0.225 },
  { kind: "biased-banzhaf", bias: 0.85 },
];
const cases = estimators
  .filter(({ estimator }) => estimator !== exactEnumeration)
  .flatMap(({ estimator, claimsIntervals }) =>
    indices
      .filter((index) => estimator.supports(index))
      .map((index) => ({ estimator, index, claims: claimsIntervals(index) })),
  );

const smallGame = (seed: number, players = 8) =>
  sumOfUnanimityGame(players, randomTerms(players, 2 * players, 4, seededRandom(seed, "terms")));
const budgetOf = (evaluations: number, stepEvaluations = evaluations) => ({ evaluations, stepEvaluations });

/** The game with player order[k] called k. */
const relabelled = (game: Game, order: readonly number[]): Game => ({
  players: game.players,
  values(batch) {
    const members = new Uint8Array(batch.members.length);
    for (let row = 0; row < batch.rows; row++)
      for (let k = 0; k < order.length; k++)
        members[row * game.players + order[k]] = batch.members[row * game.players + k];
    return game.values({ ...batch, members });
  },
});

describe.each(cases)("$estimator.name for $index", ({ estimator, index, claims }) => {
  /** How far a value may be off: a few standard errors where they are claimed. */
  const allowed = (error: number) => (claims ? 4.5 * error + 1e-9 : 0.4);
  const fewest = estimator === conjugateGradients ? 8 : 1;
  const run = (game: Game, evaluations: number, seed: number | string = 1, stepEvaluations = evaluations) =>
    finalEstimate(estimator.estimate(game, index, budgetOf(evaluations, stepEvaluations), seededRandom(seed)));

  test("lies within a few standard errors of the exact power", async () => {
    for (let seed = 0; seed < 4; seed++) {
      const game = smallGame(seed, Math.max(fewest, 7 + seed));
      const exact = await enumeratePower(game, index);
      const { power, standardError } = await run(game, 1500, seed);
      power.forEach((value, i) => {
        if (claims) expect(standardError[i]).toBeGreaterThanOrEqual(0);
        expect(Math.abs(value - exact[i])).toBeLessThan(allowed(standardError[i]));
      });
    }
  });

  test("gives the same numbers for every step size", async () => {
    const whole = await run(smallGame(1), 301);
    for (const step of [1, 7, 64, 1000]) expect(await run(smallGame(1), 301, 1, step)).toEqual(whole);
  });

  test("gives the same numbers when resumed from any checkpoint, passed through JSON", async () => {
    const game = smallGame(2);
    const whole = await run(game, 201);
    for (const stop of [1, 2, 5]) {
      const steps = estimator.estimate(game, index, budgetOf(201, 13), seededRandom(1));
      let checkpoint: SamplingCheckpoint | undefined;
      for (let k = 0; k < stop; k++) {
        const step = await steps.next();
        if (!step.done) checkpoint = step.value.checkpoint;
      }
      const plays = counted(game);
      const saved = JSON.parse(JSON.stringify(checkpoint));
      expect(saved).toEqual(structuredClone(checkpoint));
      // the seed of the resumed run is another one on purpose: the checkpoint decides
      const resumed = estimator.estimate(plays, index, budgetOf(201, 50), seededRandom("other"), saved);
      expect(await finalEstimate(resumed)).toEqual(whole);
      expect(plays.evaluations).toBe(whole.evaluations - checkpoint!.values.length);
    }
  });

  test("every step is complete, bounded, and keeps its numbers", async () => {
    const game = smallGame(3);
    let largest = 0;
    const watched: Game = {
      players: game.players,
      values(batch) {
        largest = Math.max(largest, batch.rows);
        return game.values(batch);
      },
    };
    const answers: { power: Float64Array; copy: number[] }[] = [];
    for await (const { answer, progress } of estimator.estimate(watched, index, budgetOf(100, 9), seededRandom(1))) {
      expect(answer.power.length).toBe(8);
      expect(answer.standardError.length).toBe(8);
      expect(answer.power.every(Number.isFinite)).toBe(true);
      expect(answer.evaluations).toBe(progress.done);
      answers.push({ power: answer.power, copy: Array.from(answer.power) });
    }
    expect(largest).toBeLessThanOrEqual(9);
    expect(answers.length).toBeGreaterThan(8);
    for (const { power, copy } of answers) expect(Array.from(power)).toEqual(copy);
  });

  test("never plays more coalitions than the budget, and reports what it played", async () => {
    for (const evaluations of [16, 17, 33, 100, 101, 102]) {
      const plays = counted(smallGame(1));
      const estimate = await run(plays, evaluations, 1, 10);
      expect(plays.evaluations).toBeLessThanOrEqual(evaluations);
      expect(estimate.evaluations).toBe(plays.evaluations);
    }
  });

  test("scales with the game and ignores a constant", async () => {
    const game = smallGame(4);
    const scaled: Game = {
      players: game.players,
      values: async (batch) => (await game.values(batch)).map((value) => -3 * value + 1000),
    };
    for (const evaluations of [20, 200]) {
      const plain = await run(game, evaluations);
      const other = await run(scaled, evaluations);
      other.power.forEach((value, i) => {
        expect(value).toBeCloseTo(-3 * plain.power[i], 8);
        if (evaluations === 200 && claims) expect(other.standardError[i]).toBeCloseTo(3 * plain.standardError[i], 8);
      });
    }
  });

  test("follows the players when they are given other numbers", async () => {
    const game = smallGame(5);
    const order = [3, 1, 7, 0, 2, 6, 5, 4];
    const plain = await run(game, 1500, "plain");
    const other = await run(relabelled(game, order), 1500, "other");
    order.forEach((player, k) => {
      const error = Math.hypot(plain.standardError[player], other.standardError[k]);
      expect(Math.abs(other.power[k] - plain.power[player])).toBeLessThan(allowed(error));
    });
  });

  test("gives a dummy nothing and twins the same, within their standard errors", async () => {
    // players 0 and 1 are twins, player 7 is a dummy
    const game = gameOf(
      8,
      (z) => (z[0] + z[1] > 0 ? 1 : 0) + 0.5 * z[2] * z[3] + 0.2 * z[4] * (z[0] + z[1]) - z[5] * z[6],
    );
    const { power, standardError } = await run(game, 1200);
    expect(Math.abs(power[7])).toBeLessThan(allowed(standardError[7]));
    expect(Math.abs(power[0] - power[1])).toBeLessThan(allowed(Math.hypot(standardError[0], standardError[1])));
    expect(power[0]).toBeGreaterThan(power[7]);
  });

  test.skipIf(fewest > 1)("a single player's power is what it brings", async () => {
    const { power } = await run(
      gameOf(1, (z) => 2 + 3 * z[0]),
      40,
    );
    // the pool has a mean curve and a ridge to pay for with 38 rows
    expect(Math.abs(power[0] - 3)).toBeLessThan(estimator === onePool ? 1 : 1e-9);
  });

  test("refuses a budget of nothing, a step of nothing and a game of nobody", async () => {
    await expect(run(smallGame(1), 0)).rejects.toThrow(FailureError);
    await expect(run(smallGame(1), 100, 1, 0)).rejects.toThrow(FailureError);
    await expect(
      run(
        gameOf(0, () => 0),
        100,
      ),
    ).rejects.toThrow(FailureError);
  });
});

test("exact enumeration resumes and steps like the others", async () => {
  const game = smallGame(1);
  const index: PowerIndex = { kind: "shapley" };
  const exact = await enumeratePower(game, index);
  for (const step of [1, 10, 256]) {
    const steps = exactEnumeration.estimate(game, index, budgetOf(300, step), seededRandom(1));
    const { value } = await steps.next();
    const checkpoint = value && "checkpoint" in value ? value.checkpoint : undefined;
    const resumed = exactEnumeration.estimate(game, index, budgetOf(300, 100), seededRandom(1), checkpoint);
    expect((await finalEstimate(resumed)).power).toEqual(exact);
  }
});
