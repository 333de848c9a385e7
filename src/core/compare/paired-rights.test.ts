import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { mcNemar, pairedInterval, pairedRights } from "./paired-rights.ts";

it("gives the p-values of Fagerland, Lydersen and Laake (2013) for 1 against 7", () => {
  const { exactP, midP } = mcNemar(1, 7);
  expect(exactP).toBeCloseTo(18 / 256, 12);
  expect(midP).toBeCloseTo(10 / 256, 12);
});

it("does not care which network is named first, and finds nothing in equal counts", () => {
  expect(mcNemar(7, 1)).toEqual(mcNemar(1, 7));
  expect(mcNemar(0, 0)).toEqual({ exactP: 1, midP: 1 });
  expect(mcNemar(9, 9).exactP).toBe(1);
  expect(mcNemar(9, 9).midP).toBeCloseTo(1, 9);
});

it("is twice a power of one half where all discordant pairs lie on one side", () => {
  for (const n of [1, 5, 20]) {
    expect(mcNemar(0, n).exactP).toBeCloseTo(2 ** (1 - n), 12);
    expect(mcNemar(0, n).midP).toBeCloseTo(2 ** -n, 12);
  }
});

it("agrees with the normal approximation on many discordant pairs", () => {
  // z = (540 - 460) / sqrt(1000) = 2.5298, two-sided 0.01141
  expect(mcNemar(460, 540).midP).toBeCloseTo(0.01141, 3);
});

it("gives the interval of Bonett and Price for the same example", () => {
  const [low, high] = pairedInterval(21, 7, 1);
  expect(low).toBeCloseTo(-0.5084, 3);
  expect(high).toBeCloseTo(-0.0134, 3);
});

it("counts what only one network answers rightly", () => {
  const first = Uint8Array.of(1, 1, 1, 0, 0, 1);
  const second = Uint8Array.of(1, 0, 0, 1, 0, 1);
  expect(pairedRights(first, second)).toMatchObject({ examples: 6, onlyFirst: 2, onlySecond: 1 });
  expect(pairedRights(first, second).difference).toBeCloseTo(-1 / 6, 12);
  expect(() => pairedRights(first, Uint8Array.of(1))).toThrow(/not of the same examples/);
});

it("holds the true difference in about 95 of 100 draws, also where networks rarely differ", () => {
  const random = seededRandom(7, "pairs");
  for (const [onlyFirst, onlySecond] of [
    [0.1, 0.04],
    [0.02, 0.002],
  ] as const) {
    let held = 0;
    for (let trial = 0; trial < 600; trial++) {
      const draw = Array.from({ length: 300 }, () => random.uniform());
      const [low, high] = pairedRights(
        Uint8Array.from(draw, (u) => (u >= onlySecond ? 1 : 0)),
        Uint8Array.from(draw, (u) => (u < onlySecond || u >= onlySecond + onlyFirst ? 1 : 0)),
      ).interval;
      const truth = onlySecond - onlyFirst;
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held / 600).toBeGreaterThan(0.92);
  }
});
