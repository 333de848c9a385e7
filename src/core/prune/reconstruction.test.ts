import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import type { LayerSums } from "../repair/layer-sums.ts";
import { constraintsOf } from "./constraints.ts";
import { reconstructionPower } from "./reconstruction.ts";
import { selectUnits } from "./select-units.ts";

const players = playersOfWidths(3, 4);

/** Rows of activations h of the first group, and of the second group g = h W, which a third layer reads as g V. */
const h = Array.from({ length: 40 }, (_, r) => [Math.sin(r), Math.cos(2.3 * r), Math.sin(1.7 * r + 1)]);
/** The second group's last two units are copies of its first; its second is of the first group's second unit alone. */
const inner = [
  [1, 0, 1, 2],
  [0, 1, 0, 0],
  [0.2, 0, 0.2, 0.4],
];
const outer = [[1], [0.5], [1], [1]];
const times = (rows: number[][], kernel: number[][]) =>
  rows.map((row) => kernel[0]!.map((_, t) => row.reduce((sum, value, i) => sum + value * kernel[i]![t]!, 0)));

function sumsOf(
  layer: string,
  x: number[][],
  y: number[][],
  featurePlayer: number[],
  targetPlayer: number[],
): LayerSums {
  const [n, m] = [x[0]!.length, y[0]!.length];
  const sum = (f: (r: number) => number) => x.reduce((total, _, r) => total + f(r), 0);
  const gram = Float64Array.from({ length: n * n }, (_, at) => sum((r) => x[r]![Math.floor(at / n)]! * x[r]![at % n]!));
  const cross = Float64Array.from({ length: n * m }, (_, at) =>
    sum((r) => x[r]![Math.floor(at / m)]! * y[r]![at % m]!),
  );
  const [featureSums, targetSums] = [new Float64Array(n), new Float64Array(m)];
  return {
    layer,
    equations: { features: n, targets: m, rows: x.length, gram, cross, featureSums, targetSums, targetSquares: 0 },
    targetSquares: Float64Array.from({ length: m }, (_, t) => sum((r) => y[r]![t]! ** 2)),
    featurePlayer: Int32Array.from(featurePlayer),
    targetPlayer: Int32Array.from(targetPlayer),
  };
}

const g = times(h, inner);
const sums = [sumsOf("second", h, g, [0, 1, 2], [3, 4, 5, 6]), sumsOf("out", g, times(g, outer), [3, 4, 5, 6], [-1])];
const chosenAt = (widths: number[], rules: Parameters<typeof constraintsOf>[0] = []) => {
  const constraints = constraintsOf(rules, players);
  const power = reconstructionPower(sums, constraints, widths, new Float64Array(7));
  const selection = selectUnits(power, constraints, { count: widths.reduce((a, b) => a + b, 0) });
  return { power, chosen: [...selection.keys()].filter((player) => selection[player]) };
};

test("of copies one is kept, and the layer before is chosen for what is kept behind it", () => {
  const { chosen } = chosenAt([2, 2]);
  expect(chosen.filter((player) => player >= 3)).toHaveLength(2);
  expect(chosen).toContain(4);
  // with one unit behind, a copy that reads the first unit most, the second unit of the first group explains nothing
  expect(chosenAt([1, 1]).chosen[0]).toBe(0);
});

test("a selection of the widths' size has these widths, and of other sizes about their proportion", () => {
  const { power } = chosenAt([2, 3]);
  const free = constraintsOf([], players);
  const widths = (count: number) => {
    const selection = selectUnits(power, free, { count });
    return [selection.slice(0, 3), selection.slice(3)].map((part) => part.reduce((a, b) => a + b, 0));
  };
  expect(widths(5)).toEqual([2, 3]);
  expect(widths(3)).toEqual([1, 2]);
  expect(widths(7)).toEqual([3, 4]);
});

test("locked units come first and what they explain is not looked for again", () => {
  const { chosen } = chosenAt([1, 2], [{ group: "group 1", keep: [3] }]);
  expect(chosen).toContain(6);
  expect(chosen).toContain(4);
  expect(chosenAt([2, 1], [{ group: "group 0", drop: [0] }]).chosen.filter((player) => player < 3)).toEqual([1, 2]);
});

test("units that no layer with sums reads go by the other ranking", () => {
  const otherwise = Float64Array.of(1, 3, 2, 0, 0, 0, 0);
  const power = reconstructionPower(sums.slice(1), constraintsOf([], players), [2, 2], otherwise);
  expect([...power.keys()].filter((player) => player < 3).sort((a, b) => power[b]! - power[a]!)).toEqual([1, 2, 0]);
});
