import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { tarOf } from "../../../test/tar-bytes.ts";
import { readTar } from "./tar.ts";

const bytes = (content: string) => new TextEncoder().encode(content);

describe("tar archives", () => {
  it("give back their files, clutter left out", () => {
    const tar = tarOf({ "./d/a.txt": bytes("hello"), "d/._a.txt": bytes("x"), "b.bin": new Uint8Array(600).fill(7) });
    expect(readTar("a.tar", tar).map(({ path, bytes: content }) => [path, content.length])).toEqual([
      ["d/a.txt", 5],
      ["b.bin", 600],
    ]);
  });

  it("have long names, of GNU and of pax", () => {
    const long = `${"folder/".repeat(30)}x.txt`;
    const whole = (...parts: readonly Uint8Array[]) =>
      Uint8Array.from(parts.flatMap((part, i) => [...(i < parts.length - 1 ? part.slice(0, -1024) : part)]));
    const gnu = whole(tarOf({ "././@LongLink": bytes(`${long}\0`) }, "L"), tarOf({ cut: bytes("1") }));
    const record = `${long.length + 10} path=${long}\n`;
    const pax = whole(tarOf({ "PaxHeader/x": bytes(record) }, "x"), tarOf({ cut: bytes("1") }));
    for (const tar of [gnu, pax]) expect(readTar("a.tar", tar).map(({ path }) => path)).toEqual([long]);
  });

  it("have their links and folders passed over", () => {
    for (const type of ["1", "2", "5", "S"]) expect(readTar("a.tar", tarOf({ x: bytes("") }, type))).toEqual([]);
  });

  it.each(["../x", "/etc/x", "a/../../x", "C:/x"])("are refused with the path %s", async (path) => {
    const failure = await caughtFailure(() => readTar("a.tar", tarOf({ [path]: bytes("x") })));
    expect(failure.message).toMatch(/leads out of the archive/);
  });

  it("are refused cut off, or with a header changed", async () => {
    const tar = tarOf({ "a.txt": new Uint8Array(2000) });
    expect((await caughtFailure(() => readTar("a.tar", tar.slice(0, 1500)))).message).toMatch(/cut off within a file/);
    tar[3] = 0x41;
    expect((await caughtFailure(() => readTar("a.tar", tar))).message).toMatch(/checksum/);
  });
});
