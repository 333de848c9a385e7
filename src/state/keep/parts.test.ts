import { describe, expect, it } from "vitest";
import { bytesOf, createPartTable } from "./parts.ts";

const long = (value: number) => new Float32Array(2000).fill(value);

describe("records and their parts", () => {
  it("come back as they were, of whatever depth and kind of array", () => {
    const value = {
      name: "a",
      nothing: null,
      weights: [{ values: long(1), shape: [2000] }],
      short: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY),
      file: new Blob(["abc"]),
    };
    const { record, parts } = createPartTable().encode(value);
    expect(createPartTable().decode(structuredClone(record), parts).value).toEqual(value);
    expect(parts.size).toBe(2);
  });

  it("share an array that stands in several places, also after it was read back", () => {
    const weights = long(2);
    const table = createPartTable();
    const first = table.encode({ weights });
    const second = table.encode([weights, long(3)]);
    expect([...second.parts.keys()]).toEqual([...first.parts.keys(), 2]);
    const later = createPartTable(2);
    const { value } = later.decode(second.record, second.parts);
    expect([...later.encode(value).parts.keys()]).toEqual([1, 2]);
    expect([...later.encode(long(4)).parts.keys()]).toEqual([3]);
  });

  it("are no larger than what they show of a buffer", () => {
    const buffer = new Float32Array(10_000);
    const { parts } = createPartTable().encode(buffer.subarray(0, 2000));
    const { record } = createPartTable().encode(buffer.subarray(5, 8));
    expect([...parts.values()].map((part) => (part as Float32Array).buffer.byteLength)).toEqual([8000]);
    expect((record as Float32Array).buffer.byteLength).toBe(12);
  });

  it("are made of JSON, arrays and files only", () => {
    for (const foreign of [() => 1, new Map(), new Date(0), Symbol("a")])
      expect(() => createPartTable().encode({ foreign })).toThrow(TypeError);
  });

  it("are counted in bytes", () => {
    expect(bytesOf({ values: long(1) })).toBeGreaterThanOrEqual(8000);
    expect(bytesOf(new Blob(["abc"]))).toBe(3);
  });
});
