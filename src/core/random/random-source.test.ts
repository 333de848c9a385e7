import { expect, test } from "vitest";
import { restoreRandom, seededRandom } from "./random-source.ts";

const draw = (source: { uniform(): number }, count: number) => Array.from({ length: count }, () => source.uniform());

test("seed and stream alone decide the numbers", () => {
  expect(draw(seededRandom(5, "masks"), 100)).toEqual(draw(seededRandom(5, "masks"), 100));
  expect(draw(seededRandom(5, "masks"), 5)).not.toEqual(draw(seededRandom(6, "masks"), 5));
});

test("a source restored from its state, through JSON, goes on as if never stopped", () => {
  const source = seededRandom(5);
  draw(source, 17);
  const restored = restoreRandom(JSON.parse(JSON.stringify(source.state())));
  expect(draw(restored, 100)).toEqual(draw(source, 100));
});

test("numbers lie in [0, 1) and fill 64 cells evenly", () => {
  const source = seededRandom(11);
  const cells = new Float64Array(64);
  const draws = 64_000;
  for (let k = 0; k < draws; k++) {
    const u = source.uniform();
    expect(u >= 0 && u < 1).toBe(true);
    cells[Math.floor(u * 64)]++;
  }
  const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9 % point of chi-square with 63 degrees of freedom
  expect(chiSquare).toBeLessThan(103.4);
});

test("integers stay below the bound and reach all of it", () => {
  const source = seededRandom(2);
  const seen = new Set(Array.from({ length: 1000 }, () => source.integer(10)));
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("streams of one seed are uncorrelated, at any lag up to ten", () => {
  const count = 20_000;
  const a = draw(seededRandom(1, "sweep"), count + 10);
  const b = draw(seededRandom(1, "split"), count + 10);
  for (let lag = 0; lag <= 10; lag++) {
    let covariance = 0;
    for (let k = 0; k < count; k++) covariance += (a[k] - 0.5) * (b[k + lag] - 0.5);
    // correlation has standard deviation 1/sqrt(count); uniform variance is 1/12
    expect(Math.abs((12 * covariance) / count) * Math.sqrt(count)).toBeLessThan(4);
  }
});
