/** Ones and zeros as text for the cache: eight to a byte, base64. */
export function packed(bits: ArrayLike<number>): string {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (let i = 0; i < bits.length; i++) if (bits[i]) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return Buffer.from(bytes).toString("base64");
}

/** The first `length` ones and zeros of such a text. */
export function unpacked(text: string, length: number): Uint8Array {
  const bytes = Buffer.from(text, "base64");
  return Uint8Array.from({ length }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}
