import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { CoalitionSums } from "./coalition-sums.ts";

test("sums around a centre are those of the rows one by one", () => {
  const random = seededRandom(1);
  const n = 5;
  const rows = 150;
  const sums = new CoalitionSums(n);
  const centre = Float64Array.from({ length: n }, () => random.uniform());
  const gram = new Float64Array(n * n);
  const moments = new Float64Array(n);
  for (let row = 0; row < rows; row++) {
    const z = Uint8Array.from({ length: n }, () => random.integer(2));
    const response = random.uniform();
    sums.add(z, response);
    for (let i = 0; i < n; i++) {
      moments[i] += (z[i] - centre[i]) * response;
      for (let j = 0; j <= i; j++) gram[i * n + j] += (z[i] - centre[i]) * (z[j] - centre[j]);
    }
  }
  expect(sums.rows).toBe(rows);
  sums.gramAround(centre).forEach((value, k) => {
    expect(value).toBeCloseTo(gram[k], 10);
  });
  sums.momentsAround(centre).forEach((value, i) => {
    expect(value).toBeCloseTo(moments[i], 10);
  });
});
