import fc from "fast-check";
import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { randomRules } from "../../../test/random-rules.ts";
import { constraintsOf, inBudget, isAllowed, sizeRange } from "./constraints.ts";
import { filledUp, selectUnits, type Wanted } from "./select-units.ts";
import { sizeOf, widthsOf } from "./selection.ts";

const chosen = (selection: Uint8Array) => [...selection.keys()].filter((player) => selection[player]);
const free = (...widths: number[]) => constraintsOf([], playersOfWidths(...widths));
const zeros = (count: number) => new Float64Array(count);

test("the highest powers are kept, ties by player number", () => {
  expect(chosen(selectUnits(Float64Array.of(1, 5, 5, 0, 5), free(5), { count: 2 }))).toEqual([1, 2]);
});

test("a group of weak units keeps its best one", () => {
  expect(chosen(selectUnits(Float64Array.of(9, 8, 7, 0.1, 0.3, 0.2), free(3, 3), { count: 3 }))).toEqual([0, 1, 4]);
});

test("held units stay whatever their power, and players without one come last", () => {
  const held = Uint8Array.of(1, 0, 0, 0);
  expect(chosen(selectUnits(Float64Array.of(Number.NaN, 8, 7, 6), free(4), { count: 2, held }))).toEqual([0, 1]);
  const power = Float64Array.of(Number.NaN, -8, Number.NaN, -Infinity);
  expect(chosen(selectUnits(power, free(4), { count: 1 }))).toEqual([1]);
  expect(chosen(selectUnits(power, free(4), { count: 2, among: Uint8Array.of(0, 0, 1, 1) }))).toEqual([2, 3]);
});

test("a selection on its way leaves places for empty groups only when they run short", () => {
  const power = Float64Array.of(9, 8, 7, 0.1);
  const at = (target: number) => chosen(selectUnits(power, free(3, 1), { count: 2, target }));
  expect([at(4), at(3), at(2)]).toEqual([
    [0, 1],
    [0, 1],
    [0, 3],
  ]);
});

test("layer-wise, LeNet-5 at 51 of 226 units keeps 22.5 % of every layer", () => {
  const lenet = free(6, 16, 120, 84);
  const selection = selectUnits(zeros(226), lenet, { count: 51, scope: "layer-wise" });
  expect(widthsOf(selection, lenet.players)).toEqual([1, 4, 27, 19]);
});

test("layer-wise, a thin layer keeps its one unit however small the rest, and the widest come first", () => {
  const thin = free(2, 100, 1);
  const at = (count: number) =>
    widthsOf(selectUnits(zeros(103), thin, { count, target: 103, scope: "layer-wise" }), thin.players);
  expect([at(5), at(3), at(1), at(2)]).toEqual([
    [1, 3, 1],
    [1, 1, 1],
    [0, 1, 0],
    [1, 1, 0],
  ]);
});

test("with multiples the block of highest mean power comes first, and the size stays below what was asked", () => {
  const players = playersOfWidths(4, 4);
  const pairs = constraintsOf([{ group: "group 0", multiple: 2 }], players);
  const power = Float64Array.of(9, 1, 8, 0, 7, 6, 5, 4);
  expect(chosen(selectUnits(power, pairs, { count: 3 }))).toEqual([0, 2, 4]);
  expect(chosen(selectUnits(power, pairs, { count: 6 }))).toEqual([0, 2, 4, 5, 6, 7]);
  expect(
    sizeOf(
      selectUnits(
        zeros(8),
        constraintsOf(
          [
            { group: "group 0", multiple: 4 },
            { group: "group 1", multiple: 4 },
          ],
          players,
        ),
        { count: 7 },
      ),
    ),
  ).toBe(0);
});

test("a round on the way up adds one block at least, however small the step", () => {
  const wide = constraintsOf([{ group: "group 0", multiple: 4 }], playersOfWidths(8, 8));
  const power = Float64Array.from({ length: 16 }, (_, player) => -player);
  expect(chosen(selectUnits(power, wide, { count: 1, target: 10 }))).toEqual([0, 1, 2, 3]);
  expect(chosen(selectUnits(power, wide, { count: 5, target: 10 }))).toEqual([0, 1, 2, 3]);
});

test("a budget a group is met at the target, and the way down to it stays open", () => {
  const players = playersOfWidths(4, 4, 4);
  const budget = constraintsOf(
    [
      { group: "group 0", least: 1, most: 1 },
      { group: "group 2", most: 2 },
    ],
    players,
  );
  const power = Float64Array.from({ length: 12 }, (_, player) => 12 - player);
  const at = (count: number, target: number) => widthsOf(selectUnits(power, budget, { count, target }), players);
  expect(at(6, 6)).toEqual([1, 4, 1]);
  expect(at(9, 6)).toEqual([4, 4, 1]);
  expect(at(7, 7)).toEqual([1, 4, 2]);
  // two units too many are allowed with two still to go, and no more: the others are needed in the end
  expect(at(9, 7)).toEqual([3, 4, 2]);
});

test("filled up, a selection has its floors and nothing else", () => {
  const floors = constraintsOf([{ group: "group 1", least: 2 }], playersOfWidths(3, 3));
  const power = Float64Array.of(3, 2, 1, 0.1, 0.3, 0.2);
  expect(chosen(filledUp(power, floors, Uint8Array.of(1, 1, 0, 1, 0, 0)))).toEqual([0, 1, 3, 4]);
});

const scopes = ["global", "layer-wise"] as const;

test("any size in reach is met exactly without multiples, never passed with them, and no rule is broken", () => {
  fc.assert(
    fc.property(
      randomRules,
      fc.constantFrom(...scopes),
      fc.infiniteStream(fc.integer({ min: -3, max: 3 })),
      (given, scope, values) => {
        const constraints = constraintsOf(given.rules, given.players);
        const power = Float64Array.from({ length: given.players.count }, () => values.next().value);
        const [low, high] = sizeRange(constraints);
        for (let count = low; count <= high; count++) {
          const selection = selectUnits(power, constraints, { count, scope });
          expect(inBudget(selection, constraints)).toBe(true);
          if (given.rules.every(({ multiple = 1 }) => multiple === 1)) expect(sizeOf(selection)).toBe(count);
          else expect(sizeOf(selection)).toBeLessThanOrEqual(count);
        }
      },
    ),
  );
});

test("without multiples selections are nested on the way up and on the way down, and every way ends in budget", () => {
  fc.assert(
    fc.property(
      randomRules,
      fc.constantFrom(...scopes),
      fc.infiniteStream(fc.integer({ min: -3, max: 3 })),
      fc.nat(),
      (given, scope, values, pick) => {
        const constraints = constraintsOf(
          given.rules.map((rule) => ({ ...rule, multiple: 1 })),
          given.players,
        );
        const { kept, dropped } = constraints;
        const rank = () => Float64Array.from({ length: given.players.count }, () => values.next().value);
        const [low, high] = sizeRange(constraints);
        const target = low + (pick % (high - low + 1));
        const wanted: Omit<Wanted, "count"> = { target, scope };
        let up: Uint8Array = Uint8Array.from(kept);
        while (sizeOf(up) < target)
          up = selectUnits(rank(), constraints, { ...wanted, count: sizeOf(up) + 1, held: up });
        let down: Uint8Array = dropped.map((one) => 1 - one);
        while (sizeOf(down) > target) {
          const smaller = selectUnits(rank(), constraints, { ...wanted, count: sizeOf(down) - 1, among: down });
          expect(sizeOf(smaller)).toBe(sizeOf(down) - 1);
          expect(smaller.every((one, player) => one <= down[player]!)).toBe(true);
          expect(isAllowed(smaller, constraints)).toBe(true);
          down = smaller;
        }
        for (const end of [up, down]) {
          expect(sizeOf(end)).toBe(target);
          expect(inBudget(end, constraints)).toBe(true);
        }
      },
    ),
  );
});
