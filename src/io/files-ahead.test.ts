import { expect, it } from "vitest";
import { gzipped, idxBytes } from "../../test/idx-bytes.ts";
import { npyBytes } from "../../test/npy-bytes.ts";
import { type ByteSource, sourceOfBytes } from "./bytes/byte-source.ts";
import { writeZip } from "./bytes/zip.ts";
import { filesAhead } from "./files-ahead.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at % 7);

/** A source that counts the bytes that are asked of it. */
function counted(name: string, bytes: Uint8Array<ArrayBuffer>): { readonly source: ByteSource; read(): number } {
  let read = 0;
  const inner = sourceOfBytes(name, bytes);
  const slice: ByteSource["slice"] = (from, to) => {
    read += to - from;
    return inner.slice(from, to);
  };
  return {
    source: { ...inner, slice, bytes: () => Promise.reject(new Error("all of it was read")) },
    read: () => read,
  };
}

async function aheadOf(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const { source, read } = counted(name, bytes);
  const [file] = await filesAhead([source]);
  return { ...file, read: read() };
}

it("an array's header gives the bytes of its numbers as the lab keeps them, loose or in a gzip", async () => {
  const doubles = npyBytes("<f8", [1000, 30], numbers(30_000));
  expect(await aheadOf("x.npy", doubles)).toMatchObject({ values: 120_000, unpacked: doubles.length, copies: 2 });
  expect(await aheadOf("x.npy", npyBytes("|u1", [50, 40], numbers(2000)))).toMatchObject({ values: 2000 });
  const images = idxBytes([200, 28, 28]);
  expect(await aheadOf("images", images)).toMatchObject({ values: 156_800, unpacked: images.length });
  const packed = await gzipped(images);
  expect(packed.length).toBeLessThan(images.length / 4);
  expect(await aheadOf("images.gz", packed)).toMatchObject({
    values: 156_800,
    bytes: packed.length,
    unpacked: images.length,
  });
});

it("reads the ends of large files only", async () => {
  const large = npyBytes("<f4", [500_000], numbers(500_000));
  const { read, values } = await aheadOf("x.npy", large);
  expect(values).toBe(2_000_000);
  expect(read).toBeLessThanOrEqual(65_536);
  const archive = await writeZip([{ path: "weights.bin", bytes: Uint8Array.from(numbers(3_000_000)) }]);
  expect(await aheadOf("net.zip", Uint8Array.from(archive))).toMatchObject({ unpacked: 3_000_000 });
});

it("a header that promises more than the file holds is not believed", async () => {
  const lying = npyBytes("<f4", [10], numbers(10));
  const text = new TextDecoder("latin1").decode(lying).replace("(10,)", "(1000000000,)");
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect((await aheadOf("x.npy", bytes)).values).toBeLessThan(bytes.length);
  const packed = await gzipped(idxBytes([100, 10, 10]));
  new DataView(packed.buffer).setUint32(packed.length - 4, 0xf000_0000, true);
  expect((await aheadOf("images.gz", packed)).unpacked).toBe(4 * packed.length);
});

it("texts take several times their size, pictures no more than what is ever unpacked of them", async () => {
  const table = new TextEncoder().encode(`a,b\n${"1,2\n".repeat(2000)}`);
  const { values = 0, copies = 0, unpacked = 0 } = await aheadOf("table.csv", table);
  expect(values + copies * unpacked).toBeGreaterThan(4 * table.length);
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...numbers(1000));
  const zipped = Uint8Array.from(await writeZip([{ path: "cats/1.png", bytes: png }]));
  expect((await aheadOf("cats.zip", zipped)).values).toBe(20 * zipped.length);
});

it("a file that cannot be read any more is left to its reader", async () => {
  const gone: ByteSource = {
    ...sourceOfBytes("x.npy", new Uint8Array(9)),
    slice: () => Promise.reject(new Error("gone")),
  };
  expect(await filesAhead([gone])).toEqual([]);
});
