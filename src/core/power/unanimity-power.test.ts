import { expect, test } from "vitest";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { seededRandom } from "../random/random-source.ts";
import { enumeratePower } from "./enumeration.ts";
import type { PowerIndex } from "./power-index.ts";
import { unanimityPower } from "./unanimity-power.ts";

test("a single unanimity game has its textbook values", () => {
  const terms = [{ members: [0, 2, 3], worth: 1 }];
  expect(Array.from(unanimityPower(4, terms, { kind: "shapley" }))).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
  expect(Array.from(unanimityPower(4, terms, { kind: "biased-banzhaf", bias: 0.2 }))[0]).toBeCloseTo(0.04, 15);
});

test("random sums of unanimity games agree with enumeration", async () => {
  const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.3 }];
  for (let seed = 0; seed < 5; seed++) {
    const terms = [...randomTerms(8, 12, 5, seededRandom(seed)), { members: [], worth: 3 }];
    for (const index of indices) {
      const exact = await enumeratePower(sumOfUnanimityGame(8, terms), index);
      unanimityPower(8, terms, index).forEach((value, i) => {
        expect(value).toBeCloseTo(exact[i], 12);
      });
    }
  }
});
