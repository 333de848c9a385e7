import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { readNpy } from "./npy.ts";

interface Stored {
  readonly name: string;
  readonly bytes: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
const fixture = (name: string) => JSON.parse(readFileSync(`test/fixtures/arrays/${name}`, "utf8")) as readonly Stored[];
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const [plain] = fixture("npy-types.json").filter(({ name }) => name === "<f4");

/** A file with another header and the same values. */
function withHeader(header: string, values = 24): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  return new Uint8Array([
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    text.length,
    0,
    ...text,
    ...new Uint8Array(values),
  ]);
}

describe("an .npy file", () => {
  it.each(fixture("npy-types.json").map((each) => [each.name, each] as const))(
    "of %s has NumPy's values",
    (_, stored) => {
      const { shape, values } = readNpy("x.npy", bytesOf(stored.bytes));
      expect(shape).toEqual(stored.shape);
      expect([...values]).toEqual(stored.values.map(Math.fround));
    },
  );

  it("keeps bytes as they are in the file, and booleans as bytes", () => {
    for (const name of ["u1", "bool"]) {
      const stored = fixture("npy-types.json").find((each) => each.name === name)!;
      expect(readNpy("x.npy", bytesOf(stored.bytes)).values).toBeInstanceOf(Uint8Array);
    }
  });

  it.each(fixture("npy-refused.json").map((each) => [each.name, each] as const))(
    "of type %s is refused",
    async (name, stored) => {
      const failure = await caughtFailure(() => readNpy("x.npy", bytesOf(stored.bytes)));
      expect(failure).toMatchObject({ kind: "file-unsupported", where: "x.npy, header" });
      if (name === "object") expect(failure.message).toMatch(/Python objects/);
    },
  );

  it.each([
    ["cut off", bytesOf(plain!.bytes).slice(0, -1), /declares 2 × 3 values.*but has/],
    ["with too much behind it", new Uint8Array([...bytesOf(plain!.bytes), 0]), /declares/],
    ["with no header", bytesOf(plain!.bytes).slice(0, 9), /does not begin/],
    ["with a header beyond its end", bytesOf(plain!.bytes).slice(0, 40), /declares a header/],
    [
      "with code in its header",
      withHeader("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3)}"),
      /header without/,
    ],
    [
      "with a shape beyond any memory",
      withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999)}"),
      /declares/,
    ],
    [
      "with a negative shape",
      withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}"),
      /header without/,
    ],
    ["of a version to come", bytesOf(plain!.bytes).with(6, 9), /version 9/],
  ])("%s is damaged, with the place", async (_, bytes, words) => {
    const failure = await caughtFailure(() => readNpy("x.npy", bytes));
    expect(failure.kind).toBe("file-damaged");
    expect(failure.message).toMatch(words);
    expect(failure.where).toMatch(/^x\.npy, /);
  });
});
