import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { type BlockProblem, forwardSelection } from "./forward-selection.ts";
import { residualSquares, ridge } from "./ridge.ts";

/** Rows of features and targets as a problem, blocks given. */
function problemOf(h: number[][], y: number[][], blocks: number[][], weights?: number[]): BlockProblem {
  const [features, targets] = [h[0]!.length, y[0]!.length];
  const gram = new Float64Array(features * features);
  const cross = new Float64Array(features * targets);
  h.forEach((row, r) => {
    for (let i = 0; i < features; i++) {
      for (let j = 0; j < features; j++) gram[i * features + j]! += row[i]! * row[j]!;
      for (let t = 0; t < targets; t++) cross[i * targets + t]! += row[i]! * y[r]![t]!;
    }
  });
  return {
    features,
    targets,
    gram,
    cross,
    weights: Float64Array.from(weights ?? new Array(targets).fill(1)),
    blocks: blocks.map((block) => Int32Array.from(block)),
  };
}

const random = seededRandom(7, "forward-selection");
const noise = () => random.uniform() * 2 - 1;
const rows = 80;
const draw = (width: number) => Array.from({ length: rows }, () => Array.from({ length: width }, noise));

/** Squares that the least-squares fit on these features leaves. */
function left(h: number[][], y: number[][], chosen: readonly number[]): number {
  const own = h.map((row) => chosen.map((at) => row[at]!));
  const { gram, cross, features, targets } = problemOf(own, y, []);
  const targetSquares = y.flat().reduce((sum, value) => sum + value * value, 0);
  const [featureSums, targetSums] = [new Float64Array(features), new Float64Array(targets)];
  const equations = { features, targets, rows, gram, cross, featureSums, targetSums, targetSquares };
  return residualSquares(equations, ridge(equations, 0, false).weights, new Float64Array(targets));
}

test("each time the block is taken that leaves least, as fitting every one of them would say", () => {
  for (let trial = 0; trial < 5; trial++) {
    const [h, y] = [draw(9), draw(3)];
    const blocks = [[0, 1], [2], [3, 4, 5], [6], [7, 8]];
    const order = forwardSelection([problemOf(h, y, blocks)], [0, 1, 2, 3, 4], 5);
    const chosen: number[] = [];
    for (const block of order) {
      const after = (one: number) => left(h, y, [...chosen, ...blocks[one]!]);
      const open = [0, 1, 2, 3, 4].filter((one) => !chosen.includes(blocks[one]![0]!));
      const best = Math.min(...open.map(after));
      expect(after(block)).toBeCloseTo(best, 8);
      chosen.push(...blocks[block]!);
    }
  }
});

test("of two copies the second comes last", () => {
  const h = draw(4).map(([a, b, c, d]) => [a!, b!, a!, c!, d!]);
  const y = h.map(([a, b, , c, d]) => [5 * a! + b! + c! + d!]);
  const order = forwardSelection([problemOf(h, y, [[0], [1], [2], [3], [4]])], [0, 1, 2, 3, 4], 5);
  expect(order[0]).toBe(0);
  expect(order.at(-1)).toBe(2);
});

test("what comes first is taken for granted, and is no candidate", () => {
  const h = draw(3);
  const y = h.map(([a, b, c]) => [10 * a! + 2 * b! + c!]);
  const copy = h.map(([a, b, c]) => [a!, b!, c!, a!]);
  const order = forwardSelection([problemOf(copy, y, [[0], [1], [2], [3]])], [0, 1, 2], 3, [3]);
  expect(order).toEqual([1, 2, 0]);
});

test("several problems are added up, and weights say which targets count", () => {
  const h = draw(2);
  const y = h.map(([a, b]) => [3 * a!, 2 * b!]);
  const of = (weights: number[]) => problemOf(h, y, [[0], [1]], weights);
  expect(forwardSelection([of([1, 1])], [0, 1], 2)).toEqual([0, 1]);
  expect(forwardSelection([of([0.1, 1])], [0, 1], 2)).toEqual([1, 0]);
  expect(forwardSelection([of([1, 1]), of([0, 2])], [0, 1], 2)).toEqual([1, 0]);
});

test("beyond the count the others follow by what each would add", () => {
  const h = [0, 1, 2, 3].map((one) => [0, 1, 2, 3].map((other) => (one === other ? 1 : 0)));
  const y = [[4], [1], [3], [2]];
  const order = forwardSelection([problemOf(h, y, [[0], [1], [2], [3]])], [0, 1, 2, 3], 1);
  expect(order).toEqual([0, 2, 3, 1]);
});
