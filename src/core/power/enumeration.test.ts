import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import { majorityGame } from "../game/majority.ts";
import { randomGame } from "../game/random-games.ts";
import { unanimityGame } from "../game/unanimity.ts";
import { seededRandom } from "../random/random-source.ts";
import { enumeratePower } from "./enumeration.ts";
import type { PowerIndex } from "./power-index.ts";

const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.225 }];

test("an additive game gives each player its own worth, whatever the index", async () => {
  for (const index of indices) {
    const power = await enumeratePower(additiveGame([0.5, -2, 3, 0], 7), index);
    [0.5, -2, 3, 0].forEach((worth, i) => {
      expect(power[i]).toBeCloseTo(worth, 12);
    });
  }
});

test("unanimity and majority have their closed forms", async () => {
  const bias = 0.3;
  const unanimity = await enumeratePower(unanimityGame(6, [1, 2, 5]), { kind: "biased-banzhaf", bias });
  expect(unanimity[2]).toBeCloseTo(bias ** 2, 14);
  expect(unanimity[0]).toBe(0);
  const majority = await enumeratePower(majorityGame(10, 6), { kind: "biased-banzhaf", bias });
  expect(majority[3]).toBeCloseTo(126 * bias ** 5 * (1 - bias) ** 4, 14);
});

test("Shapley shares exactly what the grand coalition gains", async () => {
  const game = randomGame(9, seededRandom(5));
  const power = await enumeratePower(game, { kind: "shapley" });
  const [empty, grand] = await game.values({
    players: 9,
    rows: 2,
    members: Uint8Array.from({ length: 18 }, (_, k) => (k < 9 ? 0 : 1)),
  });
  expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(grand - empty, 12);
});

test("Shapley is the mean of the biased index over all biases", async () => {
  const game = randomGame(6, seededRandom(5));
  const shapley = await enumeratePower(game, { kind: "shapley" });
  // three Gauss-Legendre nodes on [0, 1] integrate the degree 5 exactly
  const nodes = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)];
  const weights = [5 / 18, 8 / 18, 5 / 18];
  const mean = new Float64Array(6);
  for (let k = 0; k < 3; k++) {
    const beta = await enumeratePower(game, { kind: "biased-banzhaf", bias: nodes[k] });
    beta.forEach((value, i) => {
      mean[i] += weights[k] * value;
    });
  }
  mean.forEach((value, i) => {
    expect(value).toBeCloseTo(shapley[i], 13);
  });
});

test("each coalition is played once, and sixteen players are refused unplayed", async () => {
  const game = counted(majorityGame(12, 7));
  await enumeratePower(game, { kind: "shapley" });
  expect(game.evaluations).toBe(4096);
  const large = counted(majorityGame(16, 9));
  await expect(enumeratePower(large, { kind: "shapley" })).rejects.toThrow(FailureError);
  expect(large.evaluations).toBe(0);
});
