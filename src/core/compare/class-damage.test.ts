import { expect, it } from "vitest";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import { classDamageOf } from "./class-damage.ts";

it("counts recall before and after pruning by class, with Wilson intervals", () => {
  const labels = Int32Array.of(2, 0, 2, 2, 0, 2);
  const full = Uint8Array.of(1, 1, 1, 1, 0, 1);
  const pruned = Uint8Array.of(0, 1, 1, 0, 1, 0);
  const [zero, two, ...others] = classDamageOf(labels, full, pruned);
  expect(others).toEqual([]);
  expect(zero).toMatchObject({ label: 0, examples: 2, full: { value: 0.5 }, pruned: { value: 1 } });
  expect(two).toMatchObject({ label: 2, examples: 4, full: { value: 1, examples: 4 }, pruned: { value: 0.25 } });
  expect(two?.pruned.interval).toEqual(wilsonInterval(1, 4));
});

it("says nothing of no examples", () => {
  expect(classDamageOf(new Int32Array(0), new Uint8Array(0), new Uint8Array(0))).toEqual([]);
});
