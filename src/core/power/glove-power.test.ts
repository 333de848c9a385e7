import { expect, test } from "vitest";
import { gloveGame } from "../game/glove.ts";
import { enumeratePower } from "./enumeration.ts";
import { glovePower } from "./glove-power.ts";
import type { PowerIndex } from "./power-index.ts";

test("one left glove against two right ones is worth two thirds", () => {
  const power = glovePower(1, 2, { kind: "shapley" });
  expect(power[0]).toBeCloseTo(2 / 3, 15);
  expect(power[1]).toBeCloseTo(1 / 6, 15);
  expect(power[2]).toBe(power[1]);
});

test("the closed form agrees with enumeration for every index and balance of gloves", async () => {
  const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.8 }];
  for (const [left, right] of [
    [3, 3],
    [5, 2],
    [1, 6],
    [4, 0],
  ])
    for (const index of indices) {
      const exact = await enumeratePower(gloveGame(left, right), index);
      glovePower(left, right, index).forEach((value, i) => {
        expect(value).toBeCloseTo(exact[i], 13);
      });
    }
});
