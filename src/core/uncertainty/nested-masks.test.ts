import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { nestedMasks } from "./nested-masks.ts";

const fractions = [0.1, 0.4, 0.75, 1];
const { batch, gains } = nestedMasks(fractions, 50, 200, seededRandom(1));
const members = (f: number) => batch.members.subarray(f * 50 * 200, (f + 1) * 50 * 200);

test("a player present at one fraction is present at every larger one", () => {
  for (let f = 1; f < fractions.length; f++)
    members(f - 1).forEach((member, i) => {
      expect(member).toBeLessThanOrEqual(members(f)[i]);
    });
});

test("each fraction keeps its share of the players, the fraction 1 all of them", () => {
  fractions.forEach((fraction, f) => {
    const share = members(f).reduce((sum, member) => sum + member, 0) / members(f).length;
    // four standard errors of 10,000 draws
    expect(Math.abs(share - fraction)).toBeLessThanOrEqual(4 * Math.sqrt((fraction * (1 - fraction)) / 10_000));
  });
});

test("gains are the inverse of the fraction", () => {
  fractions.forEach((fraction, f) => {
    expect(gains[f * 50 * 200 + 7]).toBeCloseTo(1 / fraction, 5);
  });
});

test("masks drawn in parts are the masks drawn at once", () => {
  const random = seededRandom(1);
  const first = nestedMasks([0.4], 20, 200, random).batch.members;
  const second = nestedMasks([0.4], 30, 200, random).batch.members;
  expect([...first, ...second]).toEqual([...members(1)]);
});
