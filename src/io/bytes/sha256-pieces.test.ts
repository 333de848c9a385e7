import { expect, it } from "vitest";
import { seededRandom } from "../../core/random/random-source.ts";
import { sha256 } from "./sha256.ts";
import { sha256Pieces } from "./sha256-pieces.ts";

const ofBytes = (...parts: readonly Uint8Array[]) => sha256Pieces(parts.map((part) => async () => part));

it("is the SHA-256 of the standard's examples", async () => {
  const text = (words: string) => new TextEncoder().encode(words);
  expect(await ofBytes()).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await ofBytes(text("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  expect(await ofBytes(text(two))).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
});

it("is what the browser's own gives, for every length and however the bytes are cut", async () => {
  const random = seededRandom(1, "bytes");
  const bytes = Uint8Array.from({ length: 20_000 }, () => Math.floor(256 * random.uniform()));
  for (let length = 0; length <= 200; length++) {
    const part = bytes.subarray(0, length);
    expect(await ofBytes(part)).toBe(await sha256(part));
  }
  const whole = await sha256(bytes);
  for (let cut = 0; cut < 20; cut++) {
    const places = Array.from({ length: 6 }, () => Math.floor(bytes.length * random.uniform())).sort((a, b) => a - b);
    const parts = [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));
    expect(await ofBytes(...parts)).toBe(whole);
  }
  expect(await ofBytes(...Array.from(bytes.subarray(0, 300), (byte) => Uint8Array.of(byte)))).toBe(
    await sha256(bytes.subarray(0, 300)),
  );
});
