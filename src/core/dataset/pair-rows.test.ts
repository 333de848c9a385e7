import { describe, expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { pairRows } from "./pair-rows.ts";
import { type Pairing, plainPairing } from "./pairing.ts";

const plane = (height: number, width: number, order: "channels-last" | "channels-first" = "channels-last") => ({
  image: { plane: [height, width] as const, order },
});
const scaled = (scale: number, offset: number) =>
  ({ values: { kind: "affine", scale: [scale], offset: [offset] } }) as const;
const bytes = { name: "toy", shape: [2, 2], inputs: Uint8Array.of(0, 51, 102, 153, 255, 0, 0, 255) };
const row = (shape: number[], ...numbers: number[]) => ({ name: "toy", shape, inputs: Float32Array.from(numbers) });

/** The first row under a pairing that differs from the plain one in these parts. */
const paired = (dataset: ReturnType<typeof row>, parts: Partial<Pairing>, input: number[]) =>
  Array.from(pairRows(dataset, { ...plainPairing, ...parts }, input, Int32Array.of(0)));

const near = (found: readonly number[], wanted: readonly number[]) => {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 5);
  });
};

test("chosen rows come in the chosen order, scaled and shifted", () => {
  const pairing = { ...plainPairing, ...scaled(1 / 51, -1) };
  near([...pairRows(bytes, pairing, [2, 2, 1], Int32Array.of(1, 0))], [4, -1, -1, 4, -1, 0, 1, 2]);
});

test("resizing acts before scaling, row by row, also along one axis only", () => {
  const pairing = { ...plainPairing, ...plane(2, 2), resize: [1, 2], ...scaled(2, 1) } as const;
  expect([...pairRows(bytes, pairing, [1, 2, 1], Int32Array.of(0, 1))]).toEqual([103, 205, 256, 256]);
});

test("colour images keep their channels", () => {
  near(paired(row([1, 2, 2], 0, 8, 4, 16), { ...plane(1, 2), resize: [1, 4] }, [1, 4, 2]), [0, 8, 1, 10, 3, 14, 4, 16]);
});

describe("images", () => {
  // red 1 2, green 3 4, blue 5 6, plane by plane
  const planar = row([3, 1, 2], 1, 2, 3, 4, 5, 6);

  test("stored plane by plane are read channels last", () => {
    expect(paired(planar, plane(1, 2, "channels-first"), [1, 2, 3])).toEqual([1, 3, 5, 2, 4, 6]);
  });

  test("are written plane by plane for networks that read flat rows so", () => {
    const parts = { ...plane(1, 2, "channels-first"), written: "channels-first" } as const;
    expect(paired(planar, parts, [6])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(paired(row([1, 2, 3], 1, 3, 5, 2, 4, 6), { ...plane(1, 2), written: "channels-first" }, [6])).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  test("have their colours reversed, made grey, or made of grey", () => {
    const parts = plane(1, 2, "channels-first");
    expect(paired(planar, { ...parts, channels: "reversed" }, [1, 2, 3])).toEqual([5, 3, 1, 6, 4, 2]);
    near(paired(planar, { ...parts, channels: "colour-to-grey" }, [1, 2]), [
      0.299 + 0.587 * 3 + 0.114 * 5,
      0.299 * 2 + 0.587 * 4 + 0.114 * 6,
    ]);
    expect(paired(row([1, 2], 7, 9), { ...plane(1, 2), channels: "grey-to-colour" }, [1, 2, 3])).toEqual([
      7, 7, 7, 9, 9, 9,
    ]);
  });

  test("are transposed before they are resized", () => {
    const wide = row([2, 3], 1, 2, 3, 4, 5, 6);
    expect(paired(wide, { ...plane(2, 3), transposed: true }, [3, 2])).toEqual([1, 4, 2, 5, 3, 6]);
    expect(paired(wide, { ...plane(2, 3), transposed: true, resize: [3, 1] }, [3, 1])).toEqual([2.5, 3.5, 4.5]);
  });

  test("are inverted before they are scaled", () => {
    expect(paired(row([1, 2], 0, 255), { ...plane(1, 2), invertedFrom: 255, ...scaled(2, 1) }, [2])).toEqual([511, 1]);
  });

  test("have a mean and deviation of their own for each colour", () => {
    const values = { kind: "affine", scale: [1, 10, 100], offset: [0, 1, 2] } as const;
    expect(paired(planar, { ...plane(1, 2, "channels-first"), values }, [1, 2, 3])).toEqual([1, 31, 502, 2, 41, 602]);
  });

  test("are standardised one by one, flat ones by 1 / sqrt(values)", () => {
    const values = { kind: "per-image" } as const;
    near(paired(row([2, 2], 1, 3, 1, 3), { ...plane(2, 2), values }, [2, 2]), [-1, 1, -1, 1]);
    near(paired(row([2, 2], 5, 5, 5, 5.2), { ...plane(2, 2), values }, [2, 2]), [-0.1, -0.1, -0.1, 0.3]);
  });

  test("have columns, rows or the whole of length 1, as keras.utils.normalize makes them", () => {
    const image = row([2, 2], 3, 0, 4, 5);
    const along = (axis: "columns" | "rows" | "everything") =>
      paired(image, { ...plane(2, 2), values: { kind: "unit-length", along: axis } }, [2, 2]);
    near(along("columns"), [0.6, 0, 0.8, 1]);
    near(along("rows"), [1, 0, 4 / Math.sqrt(41), 5 / Math.sqrt(41)]);
    near(
      along("everything"),
      [3, 0, 4, 5].map((value) => value / Math.sqrt(50)),
    );
    expect(
      paired(row([2, 2], 0, 0, 0, 0), { ...plane(2, 2), values: { kind: "unit-length", along: "rows" } }, [4]),
    ).toEqual([0, 0, 0, 0]);
  });
});

test("columns of a table have factors and offsets of their own", () => {
  const values = { kind: "affine", scale: [2, 0.5, 1], offset: [0, 1, -3] } as const;
  expect(paired(row([3], 1, 2, 3), { values }, [3])).toEqual([2, 2, 0]);
});

test.each([
  ["after", "after", [5, 6, 7, 8], [5, 6, 7]],
  ["after", "before", [5, 6, 7, 8], [6, 7, 8]],
  ["after", "after", [5, 6, 0, 0], [5, 6, 0]],
  ["before", "after", [5, 6, 0, 0], [0, 5, 6]],
  ["after", "before", [0, 0, 5, 6], [5, 6, 0]],
  ["after", "after", [5, 0, 6, 0], [5, 0, 6]],
] as const)("token numbers are padded %s and cut %s: %j becomes %j", (pad, cut, tokens, wanted) => {
  expect(paired(row([4], ...tokens), { text: { pad, cut } }, [3])).toEqual(wanted);
});

test.each<[string, Partial<Pairing>, number[]]>([
  ["another size", {}, [3, 3]],
  ["a resizing that misses the input", { ...plane(2, 2), resize: [3, 3] }, [2, 2]],
  ["a plane that does not divide the example", plane(3, 3), [2, 2]],
  ["colours of a grey image", { ...plane(2, 2), channels: "reversed" }, [2, 2]],
  ["three factors for four values", { values: { kind: "affine", scale: [1, 2, 3], offset: [0] } }, [4]],
])("a pairing that does not fit is refused: %s", (_, parts, input) => {
  expect(() => pairRows(bytes, { ...plainPairing, ...parts }, input, Int32Array.of(0))).toThrow(FailureError);
});
