import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { allCoalitions } from "./all-coalitions.ts";
import { coalitionKey } from "./coalition-key.ts";

test("all coalitions of eleven players have keys of their own", () => {
  const { members, rows } = allCoalitions(11);
  const keys = new Set(
    Array.from({ length: rows }, (_, row) => coalitionKey(members.subarray(row * 11, row * 11 + 11))),
  );
  expect(keys.size).toBe(rows);
});

test("one flipped player among two hundred changes the key", () => {
  const random = seededRandom(3);
  const coalition = Uint8Array.from({ length: 200 }, () => random.integer(2));
  const key = coalitionKey(coalition);
  for (let i = 0; i < 200; i++) {
    const flipped = Uint8Array.from(coalition);
    flipped[i] = 1 - flipped[i];
    expect(coalitionKey(flipped)).not.toBe(key);
  }
  expect(coalitionKey(Uint8Array.from(coalition))).toBe(key);
});
