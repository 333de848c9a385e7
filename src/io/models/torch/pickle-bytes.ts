/** What goes wrong inside a pickle; whoever reads the file turns it into a failure with the file's name. */
export class PickleError extends Error {}

const longestLine = 4096;

/** Reads a pickle's bytes in order; every read is checked against the end. */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Place of the next byte. */
  at: number;

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = from;
  }

  /** Moves on by `length` bytes and gives the place where they begin. */
  #take(length: number): number {
    const from = this.at;
    if (length > this.#bytes.length - from)
      throw new PickleError(`ends at byte ${this.#bytes.length}, in the middle of a value`);
    this.at = from + length;
    return from;
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }
  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }
  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }
  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }
  /** Lengths of 64 bits; what no file could hold fails at the next read. */
  uint64(): number {
    const low = this.uint32();
    return low + this.uint32() * 2 ** 32;
  }
  float64(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }
  bytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }
  text(length: number): string {
    return new TextDecoder().decode(this.bytes(length));
  }
  /** Text up to the end of the line, which is passed over. */
  line(): string {
    const end = this.#bytes.subarray(this.at, this.at + longestLine).indexOf(0x0a);
    if (end < 0) throw new PickleError(`has a line without an end at byte ${this.at}`);
    const text = this.text(end);
    this.at++;
    return text;
  }
  /** A whole number of `length` bytes in two's complement: a number, or text of its digits where it is too long for one. */
  long(length: number): number | string {
    let value = 0n;
    const bytes = this.bytes(length);
    if (length > 64) throw new PickleError(`has a number of ${length} bytes at byte ${this.at}`);
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
    if (length > 0) value = BigInt.asIntN(8 * length, value);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
}
