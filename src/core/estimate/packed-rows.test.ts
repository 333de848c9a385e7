import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { PackedRows } from "./packed-rows.ts";

test.each([5, 8, 21])("products with the packed memberships of %i players agree with those written out", (n) => {
  const random = seededRandom(n);
  const count = 30;
  const rows = new PackedRows(n, 40);
  const written: number[][] = [];
  for (let row = 0; row < count; row++) {
    const z = Uint8Array.from({ length: n }, () => random.integer(2));
    const centre = random.uniform();
    rows.add(z, centre, 1, 0);
    written.push(Array.from(z, (member) => member - centre));
    expect(rows.lengths[row]).toBeCloseTo(
      written[row].reduce((sum, x) => sum + x * x, 0),
      12,
    );
  }
  const vector = Float64Array.from({ length: n }, () => random.uniform());
  const [from, to] = [4, 27];
  const column = Float64Array.from({ length: to - from }, () => random.uniform());
  rows.times(vector, from, to).forEach((value, k) => {
    expect(value).toBeCloseTo(
      written[from + k].reduce((sum, x, i) => sum + x * vector[i], 0),
      12,
    );
  });
  rows.timesTransposed(column, from, to).forEach((value, i) => {
    expect(value).toBeCloseTo(
      column.reduce((sum, c, k) => sum + c * written[from + k][i], 0),
      12,
    );
  });
});
