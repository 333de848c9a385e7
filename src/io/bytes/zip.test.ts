import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { readZip, writeZip } from "./zip.ts";

const text = (content: string) => new TextEncoder().encode(content);
const replaceAll = (bytes: Uint8Array, from: string, to: string) => {
  const latin = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
  return Uint8Array.from(latin.replaceAll(from, to), (letter) => letter.charCodeAt(0));
};

describe("zip archives", () => {
  it("come back as they were written", async () => {
    const zip = await writeZip([
      { path: "model.json", bytes: text("{}") },
      { path: "deep/er/w.bin", bytes: Uint8Array.of(0, 255, 3) },
    ]);
    expect(await readZip("a.zip", zip)).toEqual([
      { path: "model.json", bytes: text("{}") },
      { path: "deep/er/w.bin", bytes: Uint8Array.of(0, 255, 3) },
    ]);
  });

  it("are the same bytes for the same files, whenever they are written", async () => {
    const files = [{ path: "a", bytes: text("same") }];
    const once = await writeZip(files);
    await new Promise((resume) => setTimeout(resume, 2100));
    expect(await writeZip(files)).toEqual(once);
  });

  it("leave out folders and what operating systems add", async () => {
    const zip = await writeZip([
      { path: "__MACOSX/._a", bytes: text("x") },
      { path: "m/.DS_Store", bytes: text("x") },
      { path: "m/a", bytes: text("x") },
    ]);
    expect((await readZip("a.zip", zip)).map(({ path }) => path)).toEqual(["m/a"]);
  });

  it.each(["../ab", "a/../", "/abcd", "C:/ab", "..\\ab"])("are refused with the path %s", async (path) => {
    const zip = replaceAll(await writeZip([{ path: "QQQQQ", bytes: text("x") }]), "QQQQQ", path.padEnd(5, "z"));
    const failure = await caughtFailure(() => readZip("evil.zip", zip));
    expect(failure.kind).toBe("file-damaged");
    expect(failure.message).toMatch(/leads out of the archive/);
  });

  it("are refused beyond the budget, whatever size they declare", async () => {
    const zip = await writeZip([{ path: "zeros", bytes: new Uint8Array(70 * 2 ** 20) }]);
    expect((await caughtFailure(() => readZip("bomb.zip", zip))).kind).toBe("file-too-large");
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    let lies = 0;
    for (let at = 0; at < zip.length - 4; at++)
      if (view.getUint32(at, true) === 70 * 2 ** 20) {
        view.setUint32(at, 10, true);
        lies++;
      }
    expect(lies).toBeGreaterThan(0);
    expect(["file-too-large", "file-damaged"]).toContain((await caughtFailure(() => readZip("liar.zip", zip))).kind);
  }, 20_000);

  it("are refused with something in front of them, which other programs may read differently", async () => {
    const zip = await writeZip([{ path: "a", bytes: text("x") }]);
    const failure = await caughtFailure(() => readZip("twice.zip", new Uint8Array([...zip, ...zip])));
    expect(failure.message).toMatch(/contradicts itself/);
  });

  it("are called damaged when cut off or changed", async () => {
    const zip = await writeZip([
      { path: "a", bytes: text("some content that is long enough to be deflated, deflated, deflated") },
    ]);
    expect((await caughtFailure(() => readZip("cut.zip", zip.slice(0, zip.length - 30)))).kind).toBe("file-damaged");
    const changed = zip.slice();
    changed[45] = (changed[45] ?? 0) ^ 0x55;
    expect((await caughtFailure(() => readZip("changed.zip", changed))).kind).toBe("file-damaged");
  });
});
