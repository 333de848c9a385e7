import { expect, test } from "vitest";
import { additiveGame } from "../game/additive.ts";
import { gameOf } from "../game/game-of.ts";
import { majorityGame } from "../game/majority.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { tabulate } from "../tiny/tabulate.ts";
import { interactionFromTable } from "./interaction-from-table.ts";

const all = [0, 0.225, 0.5, 0.8, 1];

test("in an additive game nobody interacts", async () => {
  const values = await tabulate(additiveGame([1, -2, 0.5, 4], 3));
  for (const bias of all) for (const value of interactionFromTable(values, 4, bias)) expect(value).toBeCloseTo(0, 12);
});

test("unanimity of T gives d^(|T| - 2) to pairs within T and nothing to others", async () => {
  const values = await tabulate(sumOfUnanimityGame(5, [{ members: [0, 2, 3, 4], worth: 2 }]));
  for (const bias of all) {
    const found = interactionFromTable(values, 5, bias, Int32Array.of(0, 1, 2));
    [0, 2 * bias ** 2, 0].forEach((value, pair) => {
      expect(found[pair]).toBeCloseTo(value, 12);
    });
  }
});

test("twins take all of their common worth off each other", async () => {
  const values = await tabulate(gameOf(3, (c) => 5 * (c[0]! | c[1]!) + c[2]!));
  expect([...interactionFromTable(values, 3, 0.3)]).toEqual([-5, 0, 0]);
});

test("two of a majority of three are spares above one half and complements below", async () => {
  const values = await tabulate(majorityGame(3, 2));
  // with the third absent they need each other (+1), with it present one is enough (-1)
  for (const bias of all)
    for (const value of interactionFromTable(values, 3, bias)) expect(value).toBeCloseTo(1 - 2 * bias, 12);
});
