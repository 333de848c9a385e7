import { Reader } from "@zip.js/zip.js";

const endLength = 22;
const locatorLength = 20;
const record64Length = 56;

/** Position of the end record of an archive without a comment; null where it is not there. */
function endOf(view: DataView): number | null {
  const at = view.byteLength - endLength;
  return at >= 0 && view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === 0 ? at : null;
}

/**
 * PyTorch writes a 64-bit end record into every archive, even where the plain one says everything. zip.js takes it in
 * strict mode for foreign data. Where both say the same, the 64-bit one is passed over.
 * @returns the run of bytes to leave out, from..to-1; null where there is none
 */
export function redundantZip64(archive: Uint8Array): readonly [from: number, to: number] | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  if (end === null || end < locatorLength + record64Length) return null;
  const from = end - locatorLength - record64Length;
  if (view.getUint32(end - locatorLength, true) !== 0x07064b50 || view.getUint32(from, true) !== 0x06064b50)
    return null;
  const long = (at: number) => Number(view.getBigUint64(at, true));
  const agrees =
    long(end - locatorLength + 8) === from &&
    long(from + 4) === record64Length - 12 &&
    long(from + 24) === view.getUint16(end + 8, true) &&
    long(from + 32) === view.getUint16(end + 10, true) &&
    long(from + 40) === view.getUint32(end + 12, true) &&
    long(from + 48) === view.getUint32(end + 16, true) &&
    long(from + 40) + long(from + 48) === from;
  return agrees ? [from, end] : null;
}

/** Bytes with one run of them left out, as zip.js reads them; nothing is copied. */
export class SpanReader extends Reader<Uint8Array> {
  readonly #archive: Uint8Array;
  readonly #gap: readonly [number, number];
  constructor(archive: Uint8Array, gap: readonly [number, number] | null) {
    super(archive);
    this.#archive = archive;
    this.#gap = gap ?? [archive.length, archive.length];
    this.size = archive.length - (this.#gap[1] - this.#gap[0]);
  }
  override async init(): Promise<void> {
    await super.init?.();
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const [from, to] = this.#gap;
    const first = this.#archive.slice(index, Math.min(index + length, from));
    const rest = index + length - from;
    if (rest <= 0) return first;
    const skipped = Math.max(0, index - from);
    const second = this.#archive.slice(to + skipped, to + rest);
    if (first.length === 0) return second;
    const joined = new Uint8Array(first.length + second.length);
    joined.set(first);
    joined.set(second, first.length);
    return joined;
  }
}
