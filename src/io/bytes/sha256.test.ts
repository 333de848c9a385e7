import { expect, it } from "vitest";
import { sha256 } from "./sha256.ts";

const text = (content: string) => new TextEncoder().encode(content);

it("is the digest of FIPS 180-2's example, whole or in parts", async () => {
  const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(await sha256(text("abc"))).toBe(expected);
  expect(await sha256(text("a"), text("bc"))).toBe(expected);
});
