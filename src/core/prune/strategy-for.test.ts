import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import type { Players } from "../game/players.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { Step } from "../step.ts";
import { constraintsOf } from "./constraints.ts";
import type { PruningTask } from "./pruning-task.ts";
import { selectUnits } from "./select-units.ts";
import { widthsOf } from "./selection.ts";
import { strategyFor } from "./strategy-for.ts";
import { type StrategyName, type StrategySettings, strategyNames, type Trail } from "./trail.ts";

const measured = 1000;

function playersOfWidths(...widths: number[]): Players {
  const groupOf = Int32Array.from(widths.flatMap((width, group) => new Array(width).fill(group)));
  const unitOf = Int32Array.from(widths.flatMap((width) => [...Array(width).keys()]));
  const groups = widths.map((_, group) => `group ${group}`);
  return { count: groupOf.length, groups, groupOf, unitOf, graphUnitOf: Int32Array.from(groupOf.keys()) };
}

/** A task whose validation accuracy is the game's value as a share of the grand coalition's. */
async function taskOf(
  game: Game,
  players: Players,
  settings: Partial<StrategySettings>,
  seed = 1,
): Promise<PruningTask> {
  const [grand] = await game.values({
    players: players.count,
    rows: 1,
    members: new Uint8Array(players.count).fill(1),
  });
  return {
    game,
    measure: async (batch) =>
      Array.from(await game.values(batch), (value) => {
        const right = Math.round((value / grand!) * measured);
        return { value: right / measured, interval: wilsonInterval(right, measured), examples: measured };
      }),
    players,
    settings: {
      strategy: "top-n",
      target: 4,
      stepUnits: 1,
      index: { kind: "shapley" },
      roundEvaluations: 2 ** players.count,
      stepEvaluations: 100,
      ...settings,
    },
    random: seededRandom(seed),
  };
}

async function stepsOf(name: StrategyName, task: PruningTask): Promise<Step<Trail>[]> {
  const steps: Step<Trail>[] = [];
  for await (const step of strategyFor(name)(task)) steps.push(step);
  return steps;
}
const trailOf = async (name: StrategyName, task: PruningTask) => (await stepsOf(name, task)).at(-1)!.answer;
const chosen = (selection: Uint8Array) => [...selection.keys()].filter((player) => selection[player]);

const worths = [5, 1, 9, 2, 7, 3, 8, 4];
const biased: PowerIndex = { kind: "biased-banzhaf", bias: 0.3 };

test.each(strategyNames)("%s keeps the worthiest units of an additive game", async (name) => {
  for (const index of [biased, { kind: "shapley" }, { kind: "banzhaf" }] as const) {
    const task = await taskOf(additiveGame(worths), playersOfWidths(8), { target: 3, stepUnits: 2, index });
    const { points, selection } = await trailOf(name, task);
    expect(chosen(selection)).toEqual([2, 4, 6]);
    const last = points.at(-1)!;
    expect(last.size).toBe(3);
    expect(last.accuracy).toBeCloseTo(24 / 39, 2);
    expect(last.interval[0]).toBeLessThan(last.accuracy);
    expect(last.interval[1]).toBeGreaterThan(last.accuracy);
  }
});

test.each([
  ["top-n", [8, 5, 3]],
  ["iterated-pruning", [8, 5, 3]],
  ["iterated-building", [3]],
] as const)("%s measures the sizes on its way and hits the target exactly", async (name, sizes) => {
  const task = await taskOf(additiveGame(worths), playersOfWidths(8), { target: 3, stepUnits: 3 });
  expect((await trailOf(name, task)).points.map(({ size }) => size)).toEqual(sizes);
});

test("iterated building measures as soon as every group has a unit, and grows by its step", async () => {
  const task = await taskOf(additiveGame(worths), playersOfWidths(4, 4), { target: 7, stepUnits: 3 });
  const { points } = await trailOf("iterated-building", task);
  expect(points.map(({ size }) => size)).toEqual([3, 6, 7]);
});

/** Units 2j and 2j + 1 do the same for three j; the last three units are worth 1 each. */
const twins = gameOf(
  9,
  (c) => 3 * (c[0]! | c[1]!) + 3.2 * (c[2]! | c[3]!) + 3.4 * (c[4]! | c[5]!) + c[6]! + c[7]! + c[8]!,
);

test("top-n keeps both of redundant twins and the iterated strategies one of each", async () => {
  const task = await taskOf(twins, playersOfWidths(9), { target: 6, index: biased });
  expect(chosen((await trailOf("top-n", task)).selection)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const name of ["iterated-building", "iterated-pruning"] as const) {
    const { selection, points } = await trailOf(name, task);
    expect(widthsOf(selection, playersOfWidths(2, 2, 2, 3))).toEqual([1, 1, 1, 3]);
    expect(points.at(-1)!.accuracy).toBe(1);
  }
});

test.each(strategyNames)("%s leaves no group without a unit", async (name) => {
  const players = playersOfWidths(5, 2, 1);
  const game = additiveGame([9, 8, 7, 6, 5, 0.1, 0.2, 0.3]);
  for (const stepUnits of [1, 3, 100]) {
    const { points, selection } = await trailOf(name, await taskOf(game, players, { target: 4, stepUnits }));
    for (const point of points) expect(Math.min(...widthsOf(point.selection, players))).toBeGreaterThan(0);
    expect(chosen(selection)).toEqual([0, 1, 6, 7]);
  }
});

const sampled = gameOf(20, (c) => c.reduce((sum, member, i) => sum + member * (1 + ((i * 7) % 20)), 0) ** 0.7);
const sampledSettings = { target: 8, stepUnits: 5, index: biased, roundEvaluations: 150 };

test.each(strategyNames)("%s gives the same numbers for every step size, and others for another seed", async (name) => {
  const players = playersOfWidths(12, 8);
  const trailAt = async (stepEvaluations: number, seed = 1) => {
    const { settings: _, ...trail } = await trailOf(
      name,
      await taskOf(sampled, players, { ...sampledSettings, stepEvaluations }, seed),
    );
    return trail;
  };
  expect(await trailAt(7)).toEqual(await trailAt(1000));
  expect((await trailAt(1000, 2)).estimate).not.toEqual((await trailAt(1000)).estimate);
});

test.each(strategyNames)("%s counts every ranking evaluation and foresees their total", async (name) => {
  const ranking = counted(sampled);
  const task = { ...(await taskOf(sampled, playersOfWidths(12, 8), sampledSettings)), game: ranking };
  const steps = await stepsOf(name, { ...task, settings: { ...task.settings, stepEvaluations: 40 } });
  const rounds = { "top-n": 1, "iterated-pruning": 3, "iterated-building": 2 }[name];
  expect(ranking.evaluations).toBe(150 * rounds);
  for (const { progress } of steps) expect(progress.total).toBe(150 * rounds);
  const done = steps.map(({ progress }) => progress.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(150 * rounds);
  expect(steps.at(-1)!.answer.evaluations).toBe(150 * rounds);
  expect(steps.length).toBeGreaterThan(4 * rounds);
});

test("a round's estimate speaks of all players, NaN for those that do not play", async () => {
  const task = await taskOf(additiveGame(worths), playersOfWidths(8), { target: 4, stepUnits: 2 });
  const last = (await trailOf("iterated-building", task)).estimate!;
  worths.forEach((worth, player) => {
    if (worth >= 8) expect(last.power[player]).toBeNaN();
    else expect(last.power[player]).toBeCloseTo(worth, 9);
  });
});

test("iterated building keeps coalitions at d of the units, iterated pruning at 0.85", async () => {
  const shares: number[] = [];
  const watched: Game = {
    players: 20,
    values: (batch) => {
      shares.push(batch.members.reduce((sum, member) => sum + member, 0) / batch.rows);
      return sampled.values(batch);
    },
  };
  const index = { kind: "biased-banzhaf", bias: 0.4 } as const;
  const settings = { ...sampledSettings, index, stepEvaluations: 1000, roundEvaluations: 4000 };
  const task = { ...(await taskOf(sampled, playersOfWidths(20), settings)), game: watched };
  await trailOf("iterated-building", task);
  // coalitions have d N = 8 units on average: 8 of 20, then 5 retained and 3 of 15
  for (const share of shares) expect(Math.abs(share - 8)).toBeLessThan(0.3);
  shares.length = 0;
  await trailOf("iterated-pruning", task);
  expect(shares.slice(0, 4).every((share) => Math.abs(share - 17) < 0.3)).toBe(true);
  expect(shares.slice(4, 8).every((share) => Math.abs(share - 0.85 * 15) < 0.3)).toBe(true);
});

test("top-n ranks by the estimate handed in without asking the game", async () => {
  const ranking = counted(sampled);
  const players = playersOfWidths(20);
  const estimate = {
    power: Float64Array.from({ length: 20 }, (_, player) => -player),
    standardError: new Float64Array(20),
    degreesOfFreedom: 10,
    evaluations: 321,
  };
  const task = { ...(await taskOf(sampled, players, { target: 3, stepUnits: 6 })), game: ranking, estimate };
  const steps = await stepsOf("top-n", task);
  const { points, selection, evaluations } = steps.at(-1)!.answer;
  expect(ranking.evaluations).toBe(0);
  expect(evaluations).toBe(321);
  expect(points.map((point) => [point.size, point.evaluations])).toEqual([
    [20, 321],
    [14, 321],
    [8, 321],
    [3, 321],
  ]);
  expect(chosen(selection)).toEqual([0, 1, 2]);
  expect(steps.at(-1)!.progress).toEqual({ done: 4, total: 4, unit: "stages" });
  const short = { ...estimate, power: new Float64Array(3) };
  await expect(trailOf("top-n", { ...task, estimate: short })).rejects.toThrow(FailureError);
});

test.each(strategyNames)("%s refuses impossible settings", async (name) => {
  const players = playersOfWidths(4, 2, 2);
  for (const change of [
    { target: 2 },
    { target: 9 },
    { stepUnits: 0 },
    { stepUnits: 1.5 },
    { stepEvaluations: 0 },
    { target: 2, scope: "layer-wise" },
  ] as const) {
    const task = await taskOf(additiveGame(worths), players, change);
    await expect(trailOf(name, task)).rejects.toThrow(FailureError);
  }
});

test.each(strategyNames)("%s towards the whole network ends with the whole network", async (name) => {
  const task = await taskOf(additiveGame(worths), playersOfWidths(8), { target: 8, stepUnits: 7 });
  const { points, selection } = await trailOf(name, task);
  expect(chosen(selection)).toHaveLength(8);
  expect(points.at(-1)).toMatchObject({ size: 8, accuracy: 1 });
});

test.each(strategyNames)("%s, layer-wise, keeps the same fraction of every layer at every size", async (name) => {
  const players = playersOfWidths(12, 8);
  // globally nothing but the floor of the second group would stay
  const game = additiveGame(Array.from({ length: 20 }, (_, i) => (i < 12 ? 10 + i : 0.1 * (i - 10))));
  const settings = { target: 5, stepUnits: 3, roundEvaluations: 200 };
  const global = await trailOf(name, await taskOf(game, players, settings));
  expect(widthsOf(global.selection, players)).toEqual([4, 1]);
  const layered = await trailOf(name, await taskOf(game, players, { ...settings, scope: "layer-wise" }));
  const free = constraintsOf([], players);
  const wanted = (count: number) => ({ count, scope: "layer-wise" }) as const;
  for (const { size, selection } of layered.points)
    expect(widthsOf(selection, players)).toEqual(
      widthsOf(selectUnits(new Float64Array(20), free, wanted(size)), players),
    );
  expect(layered.points.at(-1)!.size).toBe(5);
  expect(chosen(layered.selection)).toEqual([9, 10, 11, 18, 19]);
  const named = await trailOf(name, await taskOf(game, players, { ...settings, scope: "global" }));
  expect(named.points).toEqual(global.points);
});

test.each(strategyNames)("%s, layer-wise, passes through nested selections at every size", async (name) => {
  const players = playersOfWidths(7, 2, 9, 2);
  const settings = { target: name === "iterated-building" ? 20 : 4, stepUnits: 1, index: biased, roundEvaluations: 90 };
  const { points } = await trailOf(name, await taskOf(sampled, players, { ...settings, scope: "layer-wise" }));
  const sizes = points.map(({ size }) => size);
  expect([...sizes].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, k) => k + 4));
  const bySize = [...points].sort((a, b) => a.size - b.size);
  bySize.slice(1).forEach(({ selection }, k) => {
    expect(bySize[k]!.selection.every((kept, player) => kept <= selection[player]!)).toBe(true);
  });
});

test("answers of earlier steps stay as they were", async () => {
  const run = strategyFor("iterated-pruning")(await taskOf(sampled, playersOfWidths(20), sampledSettings));
  const first = (await run.next()).value as Step<Trail>;
  const copy = structuredClone(first);
  for await (const _ of run);
  expect(first).toEqual(copy);
});
