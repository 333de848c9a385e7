import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { readSafetensors } from "./safetensors-read.ts";
import { writeSafetensors } from "./safetensors-write.ts";
import { floatsOf, type StateTensor } from "./state-tensor.ts";
import { type StoredType, typeWidths } from "./stored-type.ts";

/** A file with this header and this many bytes of tensors. */
function file(header: unknown, length = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(text.length), true);
  return joinBytes([size, text, new Uint8Array(length)]);
}

const refused = async (bytes: Uint8Array) => {
  const { kind, message, where } = await caughtFailure(() => readSafetensors("w.safetensors", bytes));
  expect(where).toContain("w.safetensors");
  return `${kind}: ${message}`;
};
const f32 = (shape: readonly number[], begin: number, end: number) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

const types = Object.keys(typeWidths) as StoredType[];
const tensors = fc.uniqueArray(
  fc.record({
    name: fc
      .oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "a.weight"))
      .filter((name) => name !== "__metadata__"),
    type: fc.constantFrom(...types),
    shape: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    seed: fc.integer({ min: 0, max: 255 }),
  }),
  { selector: ({ name }) => name, maxLength: 6 },
);

describe("safetensors", () => {
  it("come back as they were written: names, types, shapes, bytes, metadata", () => {
    fc.assert(
      fc.property(
        tensors,
        fc.array(fc.tuple(fc.constantFrom("format", "__proto__", "x"), fc.string()), { maxLength: 2 }),
        (described, pairs) => {
          const written = described.map(({ name, type, shape, seed }): StateTensor => {
            const length = shape.reduce((product, n) => product * n, typeWidths[type]);
            return { name, type, shape, bytes: Uint8Array.from({ length }, (_, i) => (i * 37 + seed) % 256) };
          });
          const metadata = [...new Map(pairs)];
          const bytes = writeSafetensors(written, metadata);
          const read = readSafetensors("w.safetensors", bytes);
          expect(new Set(read.tensors.keys())).toEqual(new Set(written.map(({ name }) => name)));
          for (const tensor of written) expect({ ...read.tensors.get(tensor.name) }).toEqual(tensor);
          expect(read.metadata).toEqual(metadata);
          expect(writeSafetensors([...read.tensors.values()], read.metadata)).toEqual(bytes);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("lie on their own alignment", () => {
    const flag: StateTensor = { name: "a", type: "BOOL", shape: [1], bytes: Uint8Array.of(1) };
    const wide: StateTensor = { name: "b", type: "F64", shape: [1], bytes: new Uint8Array(8) };
    const bytes = writeSafetensors([flag, wide], []);
    expect([...readSafetensors("x", bytes).tensors.keys()]).toEqual(["b", "a"]);
    expect((bytes.length - 9) % 8).toBe(0);
  });

  it("give half, brain and double precision as float32", () => {
    const of = (type: StoredType, bytes: readonly number[]) => [
      ...floatsOf({ name: "w", type, shape: [bytes.length / typeWidths[type]], bytes: Uint8Array.from(bytes) }),
    ];
    // 1.5, -2, the smallest subnormal
    expect(of("F16", [0x00, 0x3e, 0x00, 0xc0, 0x01, 0x00])).toEqual([1.5, -2, 2 ** -24]);
    expect(of("BF16", [0xc0, 0x3f, 0x00, 0xc0])).toEqual([1.5, -2]);
    expect(of("F64", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f])).toEqual([1.5]);
  });

  it("name the element that is not finite", async () => {
    const bytes = new Uint8Array(Float32Array.of(1, Number.NaN).buffer);
    const failure = await caughtFailure(() => floatsOf({ name: "fc.weight", type: "F32", shape: [2], bytes }));
    expect(failure).toMatchObject({ kind: "model-invalid", where: "fc.weight, element 1" });
  });

  it("are refused where anything contradicts itself", async () => {
    expect(await refused(new Uint8Array(4))).toMatch(/^file-damaged: .*has 4 bytes/);
    expect(await refused(file("[1, 2, 3]"))).toContain("does not begin with {");
    expect(await refused(file({ a: f32([2], 0, 8) }, 4))).toContain("cut off");
    expect(await refused(file({ a: f32([2], 0, 8) }, 12))).toContain("take 8 bytes and the file has 12");
    expect(await refused(file({ a: f32([2], 0, 4) }, 4))).toContain("needs 8");
    expect(await refused(file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12))).toContain("hole");
    expect(await refused(file({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8))).toContain("inside");
    expect(await refused(file({ a: f32([2 ** 40, 2 ** 40, 0], 0, 0) }))).toContain("more than any computer");
    expect(await refused(file({ a: f32([-1], 0, 4) }, 4))).toContain("no sound shape");
    expect(await refused(file({ a: { ...f32([1], 0, 4), dtype: "F4" } }, 4))).toMatch(/^file-unsupported: .*F4/);
    expect(await refused(file({ __metadata__: { format: 1 } }))).toContain("no text");
    expect(await refused(file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{}}', 4))).toContain(
      '"a" twice',
    );
    expect(await refused(file('{"a":'))).toContain("not valid JSON");
  });

  it("refuse a header that claims to be longer than the file or than 100 MB before anything is read", async () => {
    const bytes = file({});
    new DataView(bytes.buffer).setUint32(4, 1, true);
    expect(await refused(bytes)).toContain("100 MB");
    new DataView(bytes.buffer).setUint32(4, 0, true);
    new DataView(bytes.buffer).setUint32(0, 50_000_000, true);
    expect(await refused(bytes)).toContain("cut off");
  });
});
