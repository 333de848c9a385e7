import { expect, test } from "vitest";
import { costOnFewer, exampleBlocks, fewestExamplesEach, overheadOf } from "./example-blocks.ts";

const examplesUpTo = (count: number) => Int32Array.from({ length: count }, (_, place) => 7 * place);

test.each([
  [500, 50],
  [500, 91],
  [997, 100],
  [40, 3],
])("blocks of %i examples, about %i each, hold every example once, in order", (count, each) => {
  const examples = examplesUpTo(count);
  const blocks = exampleBlocks(examples, each) ?? [];
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.flatMap((block) => [...block.examples])).toEqual([...examples]);
});

test("blocks are equal where a nearby number of them divides the examples", () => {
  const blocks = exampleBlocks(examplesUpTo(500), 91) ?? [];
  expect(blocks.map((block) => block.examples.length)).toEqual([100, 100, 100, 100, 100]);
  expect(blocks.every((block) => block.weight === 1)).toBe(true);
});

test("where none does, weights make the mean over blocks the mean over all examples", () => {
  const examples = examplesUpTo(997);
  const blocks = exampleBlocks(examples, 100) ?? [];
  const lengths = blocks.map((block) => block.examples.length);
  expect(Math.max(...lengths) - Math.min(...lengths)).toBe(1);
  const mean = (values: Int32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const overBlocks = blocks.reduce((sum, block) => sum + block.weight * mean(block.examples), 0) / blocks.length;
  expect(overBlocks).toBeCloseTo(mean(examples), 9);
});

test("a block has no fewer examples than a tile is worth", () => {
  const blocks = exampleBlocks(examplesUpTo(200), 1) ?? [];
  expect(Math.min(...blocks.map((block) => block.examples.length))).toBeGreaterThanOrEqual(fewestExamplesEach);
});

test("there are no blocks where they would be nearly all of the examples, or where there are very few", () => {
  expect(exampleBlocks(examplesUpTo(500), 400)).toBeNull();
  expect(exampleBlocks(examplesUpTo(500), 500)).toBeNull();
  expect(exampleBlocks(examplesUpTo(12), 1)).toBeNull();
});

test("the same examples of a larger network weigh more beside what every coalition costs", () => {
  expect(overheadOf(40e6)).toBeLessThan(overheadOf(400e3));
  expect(costOnFewer(500, 500, 150)).toBe(1);
  expect(costOnFewer(50, 500, 150)).toBeCloseTo(200 / 650, 12);
});
