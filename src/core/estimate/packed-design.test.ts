import { expect, test } from "vitest";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { packedDesign } from "./packed-design.ts";

const n = 9;
const indices: PowerIndex[] = [{ kind: "biased-banzhaf", bias: 0.3 }, { kind: "banzhaf" }, { kind: "shapley" }];

test.each(indices)("the mean Gram matrix of a row is the scale times the identity, for $kind", async (index) => {
  const game = counted(gameOf(n, () => 0));
  const design = packedDesign(index, n, 40_001, seededRandom(1));
  for (let k = 0; k < design.total; k++) {
    const members = new Uint8Array(n);
    design.draw(members);
    design.take(members, (await game.values({ players: n, rows: 1, members }))[0]);
  }
  expect(game.evaluations).toBeLessThanOrEqual(40_001);
  const { rows } = design;
  // one player against another: any vector whose entries add up to zero will do for Shapley too
  const vector = Float64Array.from({ length: n }, (_, i) => (i === 2 ? 1 : i === 5 ? -1 : 0));
  const image = rows.timesTransposed(
    rows.times(vector, 0, rows.rows).map((value, row) => rows.weights[row] * value),
    0,
    rows.rows,
  );
  image.forEach((value, i) => {
    expect(Math.abs(value / rows.rows / design.scale - vector[i])).toBeLessThan(0.05);
  });
});
