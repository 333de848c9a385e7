import { describe, expect, it } from "vitest";
import { PickleError } from "./pickle-bytes.ts";
import { PickleGlobal } from "./pickle-values.ts";
import { unpickle } from "./unpickle.ts";

const world = {
  allow: () => {},
  call: (global: PickleGlobal, args: unknown[]) => ({ called: global.path, args }),
  persistent: (id: unknown) => ({ persistent: id }),
};
/** Letters as bytes; numbers as they are. */
const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "number" ? [part] : [...part].map((letter) => letter.charCodeAt(0)))),
  );
const value = (...parts: readonly (string | number)[]) => unpickle(bytes(...parts), 0, world).value;

describe("unpickle", () => {
  it("makes plain values of what Python's pickle writes", () => {
    // pickle.dumps([1, 300, -2, 2**40, 1.5, True, None, "é", b"ab", (1,), (1, 2), (1, 2, 3)], protocol=4), by hand
    expect(value("]", "(", "K", 1, "M", 44, 1, "J", 254, 255, 255, 255, 0x8a, 6, 0, 0, 0, 0, 0, 1, "e", ".")).toEqual([
      1,
      300,
      -2,
      2 ** 40,
    ]);
    expect(value("(", "G", 63, 248, 0, 0, 0, 0, 0, 0, 0x88, "N", 0x8c, 2, 0xc3, 0xa9, "C", 2, "ab", "t", ".")).toEqual([
      1.5,
      true,
      null,
      "é",
      bytes("ab"),
    ]);
    expect(value("K", 1, 0x85, ".")).toEqual([1]);
    expect(value("K", 1, "K", 2, 0x86, ".")).toEqual([1, 2]);
    expect(value("K", 1, "K", 2, "K", 3, 0x87, ".")).toEqual([1, 2, 3]);
    expect(value("I01\n", "I7\n", 0x86, ".")).toEqual([true, 7]);
    expect(value("S'it'\n", ".")).toBe("it");
  });

  it("keeps a number that no double holds as its digits", () => {
    expect(value(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, ".")).toBe(
      "119547037146038801333356",
    );
  });

  it("fills dicts, whose keys may be called anything", () => {
    const dict = value("}", "(", 0x8c, 9, "__proto__", "K", 1, "K", 5, "K", 2, "u", ".") as Map<unknown, unknown>;
    expect([...dict]).toEqual([
      ["__proto__", 1],
      [5, 2],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("remembers values, and lets a list hold itself", () => {
    const list = value("]", "q", 0, "h", 0, "a", ".") as unknown[];
    expect(list[0]).toBe(list);
  });

  it("keeps names as names, and gives calls and persistent ids to the world", () => {
    expect(value("ctorch\nFloatStorage\n", ".")).toEqual(new PickleGlobal("torch", "FloatStorage"));
    expect(value(0x8c, 1, "a", 0x8c, 1, "b", 0x93, ")", "R", ".")).toEqual({ called: "a.b", args: [] });
    expect(value("K", 7, "Q", ".")).toEqual({ persistent: 7 });
  });

  it("says where the pickle ends", () => {
    expect(unpickle(bytes("xxN.rest"), 2, world)).toEqual({ value: null, end: 4 });
  });

  it("refuses what is damaged, what takes values that are not there, and unknown instructions", () => {
    for (const parts of [
      ["K"],
      ["X", 255, 255, 255, 255],
      ["."],
      ["0."],
      ["t."],
      ["h", 3, "."],
      ["K", 1, "a."],
      ["K", 1, "R."],
      ["(K", 1, "R."],
      [0xff],
      ["K", 1, "K", 1, "s."],
      ["V", "x".repeat(5000), "\n."],
    ])
      expect(() => value(...(parts as (string | number)[])), String(parts)).toThrow(PickleError);
  });

  it("stops after a million instructions", () => {
    const endless = new Uint8Array(1_000_001).fill("N".charCodeAt(0));
    expect(() => unpickle(endless, 0, world)).toThrow("1000000 instructions");
  });
});
