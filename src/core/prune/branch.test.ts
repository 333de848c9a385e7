import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { afterRefitOf } from "../../../test/refit-game.ts";
import { gameOf } from "../game/game-of.ts";
import { branchFrom, directionOf } from "./branch.ts";
import { sizeOf } from "./selection.ts";
import { everyStrategyName } from "./trail.ts";

const players = playersOfWidths(4, 8);
const game = gameOf(12, (c) => c.reduce((sum, one, i) => sum + one * (1 + ((i * 7) % 12)), 0) ** 0.7);
/** Units 0 and 2 of the first group; 1, 3, 4 and 6 of the second. */
const point = Uint8Array.of(1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0);
const power = Float64Array.from({ length: 12 }, (_, player) => (player * 7) % 12);

test.each(everyStrategyName)("%s goes on from a point, and holds what was decided there", async (strategy) => {
  const { direction, rules, range } = branchFrom(point, players, [], strategy);
  expect(range).toEqual(direction === "up" ? [7, 12] : [2, 5]);
  for (const scope of ["global", "layer-wise"] as const)
    for (const target of [range[0], Math.round((range[0] + range[1]) / 2)]) {
      const settings = { strategy, scope, target, rules, stepUnits: 2, roundEvaluations: 48, swapEvaluations: 60 };
      const members = Uint8Array.from({ length: 144 }, (_, at) => (at % 13 === 0 ? 1 : 0));
      const worths = [...(await game.values({ players: 12, rows: 12, members }))];
      const estimate = { power, standardError: new Float64Array(12), degreesOfFreedom: 1, evaluations: 10 };
      const task = {
        ...(await pruningTask(game, players, settings)),
        afterRefit: afterRefitOf(players, worths, game, 2),
        ...(strategy === "top-n" || direction === "up" ? {} : { estimate }),
      };
      const { points, selection } = await trailOf(strategy, task);
      // the curve begins where it branched off
      expect(points[0]!.selection).toEqual(point);
      for (const { selection: passed } of points)
        for (const [player, kept] of passed.entries()) {
          if (direction === "up" && point[player]) expect(kept).toBe(1);
          if (direction === "down" && !point[player]) expect(kept).toBe(0);
        }
      expect(sizeOf(selection)).toBe(target);
    }
});

test("strategies build or prune", () => {
  expect(everyStrategyName.filter((name) => directionOf(name) === "up")).toEqual([
    "iterated-building",
    "building-with-swaps",
    "building-with-raced-swaps",
    "greedy-building",
  ]);
});

test("rules that were asked for hold beside the point", () => {
  const asked = [
    { group: "group 0", keep: [2] },
    { group: "group 1", least: 2, drop: [3] },
  ];
  expect(branchFrom(point, players, asked, "iterated-pruning")).toEqual({
    direction: "down",
    rules: [
      { group: "group 0", keep: [2], drop: [1, 3] },
      { group: "group 1", least: 2, drop: [0, 2, 3, 5, 7] },
    ],
    range: [3, 5],
  });
});

test("says why there is nothing to go on with", () => {
  const least = Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
  expect(() => branchFrom(least, players, [], "top-n")).toThrow(
    "None of these 2 units may go: every layer has one left.",
  );
  const whole = new Uint8Array(12).fill(1);
  expect(() => branchFrom(whole, players, [], "greedy-building")).toThrow("the network is whole");
  expect(() => branchFrom(point, players, [{ group: "group 0", keep: [1] }], "top-n")).toThrow(
    "Unit 2 of “group 0” is locked in, and this point has lost it.",
  );
  expect(() => branchFrom(point, players, [{ group: "group 0", drop: [0] }], "iterated-building")).toThrow(
    "Unit 1 of “group 0” is locked out, and this point has it.",
  );
  expect(() => branchFrom(point, players, [{ group: "group 1", most: 3 }], "iterated-building")).toThrow(/No width/);
  expect(() => branchFrom(point.slice(1), players, [], "top-n")).toThrow(/11 units and the network 12/);
});
