import { describe, expect, it } from "vitest";
import { alikeTogether, batchAt, piecesOf, valuesAt } from "./pieces.ts";

describe("piecesOf", () => {
  it.each([
    [256, 2],
    [48, 2],
    [7, 3],
    [1000, 5],
    [3, 3],
    [64, 1],
  ])("%i coalitions for %i members: each once, the pieces never grow, the last are small", (rows, members) => {
    const pieces = piecesOf(rows, 30, members);
    expect(
      pieces.flatMap(({ fromPlace, toPlace }) => Array.from({ length: toPlace - fromPlace }, (_, i) => fromPlace + i)),
    ).toEqual(Array.from({ length: rows }, (_, row) => row));
    const sizes = pieces.map(({ fromPlace, toPlace }) => toPlace - fromPlace);
    expect(sizes.every((size, at) => at === 0 || size <= sizes[at - 1])).toBe(true);
    expect(sizes[0]).toBeLessThanOrEqual(Math.ceil(rows / (2 * members)));
    expect(sizes.at(-1)).toBeLessThanOrEqual(Math.max(1, Math.ceil(rows / members / 16)));
    expect(pieces.every(({ fromExample, toExample }) => fromExample === 0 && toExample === 30)).toBe(true);
  });

  it("fewer coalitions than members are cut by examples", () => {
    expect(piecesOf(1, 10, 3)).toEqual([
      { fromPlace: 0, toPlace: 1, fromExample: 0, toExample: 3 },
      { fromPlace: 0, toPlace: 1, fromExample: 3, toExample: 6 },
      { fromPlace: 0, toPlace: 1, fromExample: 6, toExample: 10 },
    ]);
    expect(piecesOf(1, 1, 3)).toHaveLength(1);
  });
});

it("coalitions with the same first units come together, equal ones in their order", () => {
  const members = Uint8Array.from([1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1]);
  const batch = { players: 3, rows: 4, members };
  const order = alikeTogether(batch);
  expect([...order]).toEqual([1, 3, 2, 0]);
  const piece = { fromPlace: 1, toPlace: 3, fromExample: 0, toExample: 1 };
  const part = batchAt(batch, order, piece);
  expect([...part.members]).toEqual([0, 1, 1, 1, 0, 0]);
  expect(part.members.buffer.byteLength).toBe(6);
  const gains = Float32Array.from({ length: 8 }, (_, at) => at);
  expect([...valuesAt(gains, order, piece, new Float32Array(4))]).toEqual([6, 7, 4, 5]);
});
