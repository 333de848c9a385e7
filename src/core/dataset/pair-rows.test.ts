import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { pairRows } from "./pair-rows.ts";

const asIs = { resize: null, scale: 1, offset: 0 };
const bytes = { name: "toy", shape: [2, 2], inputs: Uint8Array.of(0, 51, 102, 153, 255, 0, 0, 255) };

test("chosen rows come in the chosen order, scaled and shifted", () => {
  const paired = pairRows(bytes, { resize: null, scale: 1 / 51, offset: -1 }, [2, 2, 1], Int32Array.of(1, 0));
  [4, -1, -1, 4, -1, 0, 1, 2].forEach((value, i) => {
    expect(paired[i]).toBeCloseTo(value, 6);
  });
});

test("resizing acts before scaling, row by row", () => {
  const pairing = { resize: { from: [2, 2], to: [1, 2] }, scale: 2, offset: 1 } as const;
  expect([...pairRows(bytes, pairing, [1, 2, 1], Int32Array.of(0, 1))]).toEqual([103, 205, 256, 256]);
});

test("colour images keep their channels", () => {
  const colour = { name: "toy", shape: [1, 2, 2], inputs: Float32Array.of(0, 8, 4, 16) };
  const pairing = { resize: { from: [1, 2], to: [1, 4] }, scale: 1, offset: 0 } as const;
  expect([...pairRows(colour, pairing, [1, 4, 2], Int32Array.of(0))]).toEqual([0, 8, 1, 10, 3, 14, 4, 16]);
});

test("a pairing that does not fit the shapes is refused", () => {
  expect(() => pairRows(bytes, asIs, [3, 3], Int32Array.of(0))).toThrow(FailureError);
  const wrong = { resize: { from: [2, 2], to: [3, 3] }, scale: 1, offset: 0 } as const;
  expect(() => pairRows(bytes, wrong, [2, 2], Int32Array.of(0))).toThrow(FailureError);
});
