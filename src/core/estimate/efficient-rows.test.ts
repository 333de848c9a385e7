import { expect, test } from "vitest";
import { EfficientRows } from "./efficient-rows.ts";

test.each([false, true])("the sums over rows agree with the columns written out (bent: %s)", (bent) => {
  const n = 5;
  const coalitions = ["10000", "11010", "01111", "00110", "11101"].map((text) => Uint8Array.from(text, Number));
  const rows = new EfficientRows(n, 2, bent);
  const columns = coalitions.map((z, k) => {
    rows.add(z, k - 1.5, 1 + k);
    const s = z.reduce((sum, member) => sum + member, 0) / n;
    const parabola = (x: number) => 6 * x * x - 6 * x + 1;
    const mean = [1, 2, 3, 4].reduce((sum, size) => sum + parabola(size / n) / 4, 0);
    const plain = Array.from(z, (member) => member - s);
    const also = bent ? plain.map((a) => a * (parabola(s) - mean)) : [];
    return [...plain, ...also, Math.sin(2 * Math.PI * s), Math.sin(4 * Math.PI * s)];
  });
  const gram = rows.gram();
  const moments = rows.moments();
  const count = columns[0].length;
  expect(rows.columns).toBe(count);
  for (let i = 0; i < count; i++) {
    expect(moments[i]).toBeCloseTo(
      columns.reduce((sum, x, k) => sum + (1 + k) * x[i] * (k - 1.5), 0),
      12,
    );
    for (let j = 0; j <= i; j++)
      expect(gram[i * count + j]).toBeCloseTo(
        columns.reduce((sum, x, k) => sum + (1 + k) * x[i] * x[j], 0),
        12,
      );
  }
});

test("a coalition and its complement with the response negated are the same row", () => {
  const [one, other] = [new EfficientRows(4, 1, true), new EfficientRows(4, 1, true)];
  one.add(Uint8Array.of(1, 0, 0, 0), 2, 3);
  other.add(Uint8Array.of(0, 1, 1, 1), -2, 3);
  expect(other.gram()).toEqual(one.gram());
  expect(other.moments()).toEqual(one.moments());
});
