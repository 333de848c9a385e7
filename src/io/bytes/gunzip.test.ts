import { expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { gzipped } from "../../../test/idx-bytes.ts";
import { gunzip } from "./gunzip.ts";

it("gives back what was packed", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 13);
  expect(await gunzip("a.gz", await gzipped(bytes))).toEqual(bytes);
});

it("stops a bomb at its budget of 64 MiB", async () => {
  const bomb = await gzipped(new Uint8Array(65 * 2 ** 20));
  expect(bomb.length).toBeLessThan(100_000);
  expect(await caughtFailure(() => gunzip("bomb.gz", bomb))).toMatchObject({
    kind: "file-too-large",
    where: "bomb.gz",
  });
});

it("calls a file damaged that is cut off, changed, or no gzip at all", async () => {
  const packed = await gzipped(Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251));
  const changed = packed.slice();
  changed[20] = (changed[20] ?? 0) ^ 0xff;
  for (const bad of [packed.slice(0, 40), changed, Uint8Array.of(0x1f, 0x8b, 1, 2, 3)])
    expect((await caughtFailure(() => gunzip("bad.gz", bad))).kind).toBe("file-damaged");
});
