/** Values by which a run may pass the end: bit-packed runs are filled up to whole groups. */
const slack = 4096;

/** A small number in groups of seven bits, and the place behind it; null where it does not end within five bytes. */
function varint(bytes: Uint8Array, from: number): readonly [value: number, next: number] | null {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, from + i + 1];
  }
  return null;
}

/**
 * Whether runs of repeated and bit-packed numbers hold about as many as are wanted; a run of a billion takes six bytes
 * to declare (parquet.apache.org/docs/file-format/data-pages/encodings, RLE).
 */
export function runsFit(bytes: Uint8Array, from: number, to: number, width: number, wanted: number): boolean {
  if (width > 32) return false;
  let seen = 0;
  for (let at = from; seen < wanted && at < to; ) {
    const header = varint(bytes, at);
    if (header === null) return false;
    const [value, next] = header;
    const half = Math.floor(value / 2);
    const packed = value % 2 === 1;
    const count = packed ? half * 8 : half;
    if (count > wanted - seen + slack) return false;
    seen += count;
    at = next + (packed ? half * width : Math.ceil(width / 8));
  }
  return true;
}

/** Whether the header of differences names blocks of a usual size, and no more values than are wanted. */
export function differencesFit(bytes: Uint8Array, from: number, wanted: number): boolean {
  const block = varint(bytes, from);
  const minis = block && varint(bytes, block[1]);
  const count = minis && varint(bytes, minis[1]);
  return Boolean(
    block && minis && count && block[0] <= 65_536 && minis[0] >= 1 && minis[0] <= 1024 && count[0] <= wanted,
  );
}
