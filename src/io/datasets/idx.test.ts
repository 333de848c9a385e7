import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { idxBytes } from "../../../test/idx-bytes.ts";
import { readIdx } from "./idx.ts";

/** An IDX file of one axis and another type, its values written by `write`. */
function typed(
  type: number,
  width: number,
  values: readonly number[],
  write: (view: DataView, at: number, value: number) => void,
) {
  const bytes = new Uint8Array(8 + width * values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (type << 8) | 1);
  view.setUint32(4, values.length);
  values.forEach((value, i) => {
    write(view, 8 + i * width, value);
  });
  return bytes;
}

describe("readIdx", () => {
  it("reads axes and bytes without copying them", () => {
    const bytes = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 255]);
    const { dimensions, values } = readIdx("images", bytes);
    expect(dimensions).toEqual([2, 1, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
    expect(values.buffer).toBe(bytes.buffer);
  });

  it.each([
    ["signed bytes", typed(0x09, 1, [-3, 5], (view, at, value) => view.setInt8(at, value)), [-3, 5]],
    ["shorts", typed(0x0b, 2, [-300, 5], (view, at, value) => view.setInt16(at, value)), [-300, 5]],
    ["integers", typed(0x0c, 4, [70_000], (view, at, value) => view.setInt32(at, value)), [70_000]],
    ["floats", typed(0x0d, 4, [0.5], (view, at, value) => view.setFloat32(at, value)), [0.5]],
    ["doubles", typed(0x0e, 8, [-0.25], (view, at, value) => view.setFloat64(at, value)), [-0.25]],
  ])("reads %s", (_, bytes, values) => {
    expect([...readIdx("x", bytes).values]).toEqual(values);
  });

  it.each([
    ["a wrong magic number", Uint8Array.of(1, 2, 3, 4, 0, 0, 0, 1), /0x01020304/],
    ["an unknown type", Uint8Array.of(0, 0, 0x0a, 1, 0, 0, 0, 1, 0), /0x00000a01/],
    ["nothing", new Uint8Array(), /begins with/],
    ["a header cut off", Uint8Array.of(0, 0, 8, 3, 0, 0), /header/],
    ["values cut off", idxBytes([4, 2]).slice(0, 15), /20 bytes in all, but has 15/],
    ["values too many", new Uint8Array([...idxBytes([4, 2]), 0]), /20 bytes in all, but has 21/],
    ["lengths beyond any file", Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255), /bytes/],
  ])("is a typed failure for %s", async (_, bytes, words) => {
    const failure = await caughtFailure(() => readIdx("x.idx", bytes));
    expect(failure.kind).toBe("file-damaged");
    expect(failure.message).toMatch(words);
    expect(failure.where).toMatch(/^x\.idx/);
  });
});
