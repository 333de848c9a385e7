import type { RandomSource } from "../../src/core/random/random-source.ts";

/** Flips bytes, cuts the end off, or repeats a part: what disks, downloads and people do to files. */
export function damaged(bytes: Uint8Array, random: RandomSource): Uint8Array {
  if (bytes.length === 0) return bytes;
  const place = () => random.integer(bytes.length);
  switch (random.integer(4)) {
    case 0: {
      const copy = bytes.slice();
      for (let i = 0; i < 1 + random.integer(8); i++) copy[place()] = random.integer(256);
      return copy;
    }
    case 1: {
      // headers decide more than weights do
      const copy = bytes.slice();
      for (let i = 0; i < 1 + random.integer(4); i++)
        copy[random.integer(Math.min(bytes.length, 512))] = random.integer(256);
      return copy;
    }
    case 2:
      return bytes.slice(0, place());
    default: {
      const from = place();
      const part = bytes.subarray(from, from + 1 + random.integer(Math.min(4096, bytes.length - from)));
      const at = place();
      const copy = new Uint8Array(bytes.length + part.length);
      copy.set(bytes.subarray(0, at));
      copy.set(part, at);
      copy.set(bytes.subarray(at), at + part.length);
      return copy;
    }
  }
}
