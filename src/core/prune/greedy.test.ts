import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import { seededRandom } from "../random/random-source.ts";

/** A small game with no order in it: every coalition is worth something at random, more if it is larger. */
function roughGame(count: number, seed: number) {
  const random = seededRandom(seed, "rough");
  const worths = Float64Array.from({ length: 2 ** count }, () => random.uniform());
  return gameOf(count, (coalition) => {
    const members = [...coalition];
    return (
      worths[members.reduce((code, member, i) => code + member * 2 ** i, 0)]! + 0.3 * members.filter(Boolean).length
    );
  });
}

const worthOf = async (game: ReturnType<typeof gameOf>, members: Uint8Array) =>
  (await game.values({ players: members.length, rows: 1, members }))[0]!;

test.each([1, 2, 3, 4, 5])("each round of elimination or building takes the very best unit (%i)", async (seed) => {
  const count = 7;
  const game = roughGame(count, seed);
  for (const name of ["greedy-elimination", "greedy-building"] as const) {
    const down = name === "greedy-elimination";
    const { points } = await trailOf(name, await pruningTask(game, playersOfWidths(count), { target: 3 }));
    let selection = new Uint8Array(count).fill(down ? 1 : 0);
    const walked = down ? [selection] : [];
    while (chosenOf(selection).length !== 3) {
      let best: { selection: Uint8Array<ArrayBuffer>; worth: number } | null = null;
      for (let player = 0; player < count; player++) {
        if ((selection[player] === 1) !== down) continue;
        const next = selection.slice();
        next[player] = down ? 0 : 1;
        const worth = await worthOf(game, next);
        if (best === null || worth > best.worth) best = { selection: next, worth };
      }
      selection = best!.selection;
      walked.push(selection);
    }
    expect(points.map((point) => chosenOf(point.selection))).toEqual(walked.map(chosenOf));
  }
});

test("on an additive game both find the best selection of all, and count every evaluation", async () => {
  const worths = [5, 1, 9, 2, 7, 3, 8, 4];
  const tried = { "greedy-elimination": 9 + 8 + 7 + 6 + 5, "greedy-building": 9 + 8 + 7 };
  for (const name of ["greedy-elimination", "greedy-building"] as const) {
    const game = counted(additiveGame(worths));
    const task = { ...(await pruningTask(additiveGame(worths), playersOfWidths(8), { target: 3 })), game };
    const trail = await trailOf(name, task);
    expect(chosenOf(trail.selection)).toEqual([2, 4, 6]);
    expect(trail.evaluations).toBe(tried[name]);
    expect(game.evaluations).toBe(tried[name]);
  }
});

test("a group's last unit stays, and so do the locked ones", async () => {
  const players = playersOfWidths(4, 2);
  const game = additiveGame([9, 8, 7, 6, 0.1, 0.2]);
  const rules = [{ group: "group 0", keep: [3], drop: [0] }];
  for (const name of ["greedy-elimination", "greedy-building"] as const) {
    const trail = await trailOf(name, await pruningTask(game, players, { target: 3, rules }));
    expect(chosenOf(trail.selection)).toEqual([1, 3, 5]);
  }
});

test("a network that is too large is refused with the number of coalitions", async () => {
  const players = playersOfWidths(400, 100);
  const task = await pruningTask(additiveGame(new Array(500).fill(1)), players, { target: 50 });
  await expect(trailOf("greedy-elimination", task)).rejects.toThrow(FailureError);
  await expect(trailOf("greedy-elimination", task)).rejects.toThrow("124,425 coalitions");
  const pace = { ...task, settings: { ...task.settings, target: 490, stepEvaluations: 10_000 } };
  expect((await trailOf("greedy-elimination", pace)).points.at(-1)!.size).toBe(490);
});
