/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2), and square roots. */
function constants(): { readonly rounds: Int32Array; readonly start: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  return {
    rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
}

const { rounds, start } = constants();
const blockBytes = 64;

/** Takes blocks of 64 bytes into the state (FIPS 180-4, 6.2.2). @param to end of the last whole block */
function compress(state: Int32Array, words: Int32Array, bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += blockBytes) {
    for (let i = 0, byte = at; i < 16; i++, byte += 4)
      words[i] = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!;
    for (let i = 16; i < 64; i++) {
      const [w15, w2] = [words[i - 15]!, words[i - 2]!];
      const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
      const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
      words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const first = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i]! + words[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state[0] = (state[0]! + a) | 0;
    state[1] = (state[1]! + b) | 0;
    state[2] = (state[2]! + c) | 0;
    state[3] = (state[3]! + d) | 0;
    state[4] = (state[4]! + e) | 0;
    state[5] = (state[5]! + f) | 0;
    state[6] = (state[6]! + g) | 0;
    state[7] = (state[7]! + h) | 0;
  }
}

/**
 * SHA-256 of pieces one after another, in lower-case hex, holding one piece at a time: the browser's own takes all bytes
 * at once, and copies them. A few times slower than that.
 */
export async function sha256Pieces(pieces: Iterable<() => Promise<Uint8Array>>): Promise<string> {
  const [state, words] = [Int32Array.from(start), new Int32Array(64)];
  const rest = new Uint8Array(2 * blockBytes);
  let [held, total] = [0, 0];
  for (const piece of pieces) {
    const bytes = await piece();
    total += bytes.length;
    const fill = held === 0 ? 0 : Math.min(blockBytes - held, bytes.length);
    rest.set(bytes.subarray(0, fill), held);
    held += fill;
    if (held === blockBytes) {
      compress(state, words, rest, 0, blockBytes);
      held = 0;
    }
    const whole = fill + blockBytes * Math.floor((bytes.length - fill) / blockBytes);
    if (held === 0) {
      compress(state, words, bytes, fill, whole);
      rest.set(bytes.subarray(whole), 0);
      held = bytes.length - whole;
    }
  }
  // a one, zeros, and the length in bits
  const end = held < blockBytes - 8 ? blockBytes : 2 * blockBytes;
  rest.fill(0, held);
  rest[held] = 0x80;
  new DataView(rest.buffer).setBigUint64(end - 8, BigInt(total) * 8n);
  compress(state, words, rest, 0, end);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
