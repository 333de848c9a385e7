import { expect, test } from "vitest";
import { airportGame } from "../game/airport.ts";
import type { Game } from "../game/game.ts";
import { gloveGame } from "../game/glove.ts";
import { majorityGame } from "../game/majority.ts";
import { unanimityGame } from "../game/unanimity.ts";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import { bankruptcyGame } from "../tiny/bankruptcy.ts";
import { tabulate } from "../tiny/tabulate.ts";
import { coreOf } from "./core.ts";
import { checkKernel, kernelPoint } from "./kernel.ts";
import { leastCore } from "./least-core.ts";
import { nucleolus } from "./nucleolus.ts";

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 9);
  });
}
const nucleolusOf = async (game: Game) => nucleolus(await tabulate(game)).payoff;

test("one left glove and two right ones: all goes to the left, in core and nucleolus", async () => {
  const values = await tabulate(gloveGame(1, 2));
  const core = coreOf(values);
  expect(core.empty).toBe(false);
  expectClose(core.allocation, [1, 0, 0]);
  expectClose(core.range!.least, [1, 0, 0]);
  expectClose(core.range!.most, [1, 0, 0]);
  expectClose(nucleolus(values).payoff, [1, 0, 0]);
});

test("one glove each leaves the core open: both extremes, and the nucleolus half way", async () => {
  const values = await tabulate(gloveGame(1, 1));
  const { range } = coreOf(values);
  expectClose(range!.least, [0, 0]);
  expectClose(range!.most, [1, 1]);
  expectClose(nucleolus(values).payoff, [0.5, 0.5]);
});

test("a majority of three has no core: some pair lacks a third at best", async () => {
  const values = await tabulate(majorityGame(3, 2));
  const core = coreOf(values);
  expect(core.empty).toBe(true);
  expect(core.range).toBeNull();
  expect(core.deficit).toBeCloseTo(1 / 3, 12);
  expect(leastCore(values).tight).toEqual([0b011, 0b101, 0b110]);
  expectClose(nucleolus(values).payoff, [1 / 3, 1 / 3, 1 / 3]);
});

test("unanimity: each of the needed may get everything, the nucleolus shares evenly", async () => {
  const values = await tabulate(unanimityGame(5, [0, 2, 3]));
  const { range } = coreOf(values);
  expectClose(range!.least, [0, 0, 0, 0, 0]);
  expectClose(range!.most, [1, 0, 1, 1, 0]);
  expectClose(nucleolus(values).payoff, [1 / 3, 0, 1 / 3, 1 / 3, 0]);
});

test.each([
  [100, [100 / 3, 100 / 3, 100 / 3]],
  [200, [50, 75, 75]],
  [300, [50, 100, 150]],
])("the Talmud's estate of %d is shared as the Mishna says (Aumann and Maschler 1985)", async (estate, shares) => {
  const values = await tabulate(bankruptcyGame(estate, [100, 200, 300]));
  expectClose(nucleolus(values).payoff, shares);
  // a three-person superadditive game's kernel is its nucleolus
  const point = kernelPoint(values, "kernel");
  expect(point.inside).toBe(true);
  shares.forEach((share, i) => {
    expect(point.payoff[i]).toBeCloseTo(share, 5);
  });
});

/** Littlechild 1974 in the form of Sönmez 1994, costs ascending: each pays the least even share that a prefix allows. */
function airportNucleolus(costs: readonly number[]): number[] {
  const shares: number[] = [];
  let paid = 0;
  for (let i = 0; i < costs.length - 1; i++) {
    let least = Infinity;
    for (let k = i; k < costs.length - 1; k++) least = Math.min(least, (costs[k]! - paid) / (k - i + 2));
    shares.push(least);
    paid += least;
  }
  return [...shares, costs.at(-1)! - paid];
}

test.each([[[1, 2, 3]], [[1, 1, 4, 6]], [[2, 3, 3, 10, 11, 20]], [[5, 5, 5, 5, 6, 7, 7, 30]]])(
  "runways of lengths %j are paid for as Littlechild's closed form says",
  async (costs) => {
    const values = (await tabulate(airportGame(costs))).map((cost) => -cost);
    expectClose(
      nucleolus(values).payoff,
      airportNucleolus(costs).map((share) => -share),
    );
  },
);

test("players with a veto share everything, the others get nothing", async () => {
  expectClose(await nucleolusOf(weightedVotingGame([3, 1, 1, 1], 4)), [1, 0, 0, 0]);
  expectClose(await nucleolusOf(weightedVotingGame([5, 5, 1, 1], 11)), [0.5, 0.5, 0, 0]);
});

test("a strong constant-sum voting game is shared by its homogeneous weights (Peleg 1968)", async () => {
  expectClose(await nucleolusOf(weightedVotingGame([2, 1, 1, 1], 3)), [2 / 5, 1 / 5, 1 / 5, 1 / 5]);
  expectClose(await nucleolusOf(weightedVotingGame([2, 2, 1, 1, 1], 4)), [2 / 7, 2 / 7, 1 / 7, 1 / 7, 1 / 7]);
});

test("Luxembourg, without a swing in the EEC of 1958, receives nothing", async () => {
  const shares = await nucleolusOf(weightedVotingGame([4, 4, 4, 2, 2, 1], 12));
  expect(shares[5]).toBeCloseTo(0, 12);
  expect(shares[0]).toBeCloseTo(shares[2]!, 12);
  expect(shares[3]).toBeCloseTo(shares[4]!, 12);
});

test("the kernel of a majority of three is the even share, and lopsided shares are told apart", async () => {
  const values = await tabulate(majorityGame(3, 2));
  expect(checkKernel(values, new Float64Array(3).fill(1 / 3), "kernel").inside).toBe(true);
  const lopsided = checkKernel(values, Float64Array.of(0.5, 0.3, 0.2), "kernel");
  expect(lopsided.inside).toBe(false);
  expect(lopsided.residual).toBeCloseTo(0.3, 12);
  expect(checkKernel(values, new Float64Array(3).fill(0.2), "pre-kernel").residual).toBeCloseTo(0.4, 12);
});
