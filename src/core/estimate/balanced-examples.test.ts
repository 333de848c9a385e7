import { expect, test } from "vitest";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { seededRandom } from "../random/random-source.ts";
import { balancedEach, balanceExamples, pilotFor, tableVariances } from "./balanced-examples.ts";

const players = 12;
const examples = 200;

/** A coalition's worth varies by `between`; what an example adds to it by `within`; examples have levels of their own. */
function payoffs(between: number, within: number) {
  return async ({ rows, members }: CoalitionBatch) => {
    const random = seededRandom(1, "payoffs");
    const level = Float64Array.from({ length: examples }, () => 10 * random.uniform());
    return Float64Array.from({ length: rows * examples }, (_, at) => {
      const row = Math.floor(at / examples);
      const first = members[row * players] === 1 ? 1 : -1;
      return between * first + within * (random.uniform() - 0.5) * Math.sqrt(12) + level[at % examples]!;
    });
  };
}

test("variances between rows and within cells are those of the table, whatever the level of its columns", async () => {
  const rows = 400;
  const members = Uint8Array.from({ length: rows * players }, (_, at) =>
    at % players === 0 ? Math.floor(at / players) % 2 : 0,
  );
  const table = await payoffs(2, 3)({ players, rows, members });
  const { between, within } = tableVariances(table, rows, examples);
  expect(between).toBeCloseTo(4, 0);
  expect(within).toBeCloseTo(9, 0);
});

test("the balance is the number of examples with the least variance for the cost", () => {
  const [between, within, all, overhead] = [0.01, 0.2, 1000, 40];
  const each = balancedEach(between, within, all, overhead);
  const product = (m: number) => (between / 2 + within * (1 / m - 1 / all)) * (overhead + m);
  for (let m = 10; m <= all; m++) expect(product(each)).toBeLessThanOrEqual(product(m) * 1.001);
});

test("noisier examples ask for more of them, noisier coalitions for fewer, dearer coalitions for more", () => {
  const usual = balancedEach(0.01, 0.2, 1000, 40);
  expect(balancedEach(0.01, 0.4, 1000, 40)).toBeGreaterThan(usual);
  expect(balancedEach(0.02, 0.2, 1000, 40)).toBeLessThan(usual);
  expect(balancedEach(0.01, 0.2, 1000, 80)).toBeGreaterThan(usual);
});

test("all examples are kept where coalitions hardly differ", () => {
  expect(balancedEach(0, 0.2, 1000, 40)).toBe(1000);
  expect(balancedEach(1e-5, 0.2, 1000, 40)).toBe(1000);
});

test.each([0.3, null])(
  "a pilot at bias %s gives the same balance for the same seed, and says what it took",
  async (bias) => {
    const run = () => balanceExamples(payoffs(0.2, 1), players, examples, 20, bias, 500, seededRandom(7, "pilot"));
    const balance = await run();
    expect(await run()).toEqual(balance);
    expect(balance.spent).toBe(32);
    expect(balance.each).toBeGreaterThanOrEqual(10);
    expect(balance.each).toBeLessThan(examples);
  },
);

test("a pilot takes a tenth of the budget at most, and none of a small one", async () => {
  expect(pilotFor(10_000)).toBe(32);
  expect(pilotFor(200)).toBe(20);
  expect(pilotFor(50)).toBe(0);
  const balance = await balanceExamples(payoffs(1, 1), players, examples, 20, 0.3, 50, seededRandom(7));
  expect(balance).toEqual({ each: examples, spent: 0, between: 0, within: 0 });
});
