import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { openingEstimate } from "../src/core/memory/opening-estimate.ts";
import { assemble } from "../src/io/assemble.ts";
import { type ByteSource, sourceOfBytes } from "../src/io/bytes/byte-source.ts";
import { filesAhead } from "../src/io/files-ahead.ts";
import { gzipped, idxBytes } from "./idx-bytes.ts";

/** What is estimated before files are opened against what opening them really takes. */

const mib = 2 ** 20;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** An .npy file of floats; without values row by row, which would take longer to make than to read. */
function floats(shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const count = shape.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(128 + 4 * count);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  bytes.set(new TextEncoder().encode(`${header.padEnd(117)}\n`), 10);
  new Float32Array(bytes.buffer, 128).fill(1);
  return bytes;
}

/** A file as a browser hands it over: a copy whenever it is read. */
const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  ...sourceOfBytes(name, bytes),
  bytes: async () => bytes.slice(),
  slice: async (from, to) => bytes.slice(from, to),
});

/** Most bytes of arrays alive at once while files are opened, above those before: looked at whenever a file was read. */
async function takenBy(sources: readonly ByteSource[]): Promise<number> {
  const held = () => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const start = held();
  let most = 0;
  const look = <T>(value: T): T => {
    most = Math.max(most, held() - start);
    return value;
  };
  const watched = sources.map(
    (source): ByteSource => ({
      ...source,
      bytes: async () => look(await source.bytes()),
      slice: async (from, to) => look(await source.slice(from, to)),
    }),
  );
  const assembled = look(await assemble(watched));
  expect(assembled.dataset).not.toBeNull();
  return most;
}

it.each([
  ["floats with their labels", async () => ({ "x.npy": floats([20_000, 900]), "y.npy": floats([20_000]) })],
  [
    "images in a gzip with their labels",
    async () => ({
      "images.gz": await gzipped(idxBytes([20_000, 28, 28])),
      labels: idxBytes([20_000], new Array(20_000).fill(3)),
    }),
  ],
] as const)("opening %s takes no more than is estimated, and not far less", async (_, made) => {
  const sources = Object.entries(await made()).map(([name, bytes]) => fileOf(name, bytes));
  const { total } = openingEstimate(await filesAhead(sources), 0);
  const taken = await takenBy(sources);
  expect(taken).toBeGreaterThan(10 * mib);
  // heads and other small buffers beside it
  expect(taken).toBeLessThan(total + mib);
  expect(total).toBeLessThan(4 * taken);
});
