/** A file of the corpus. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files dropped together that must end in one typed failure, or wait for something, each said in a sentence (expected.json). */
export interface HostileCase {
  /** What is wrong with them; the key in expected.json. */
  readonly name: string;
  readonly files: readonly HostileFile[] | Promise<readonly HostileFile[]>;
}

const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** Little-endian numbers as bytes. */
export function little(size: 1 | 2 | 4 | 8, ...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    if (size === 8) view.setBigUint64(8 * i, BigInt(value), true);
    else if (size === 4) view.setUint32(4 * i, value, true);
    else if (size === 2) view.setUint16(2 * i, value, true);
    else view.setUint8(i, value);
  });
  return bytes;
}

export function big32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  for (const [i, value] of values.entries()) new DataView(bytes.buffer).setUint32(4 * i, value);
  return bytes;
}

export const floats = (...values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** One file that fails by itself. */
export const loose = (name: string, fileName: string, bytes: Uint8Array | string): HostileCase => ({
  name,
  files: [{ name: fileName, bytes: typeof bytes === "string" ? utf8(bytes) : bytes }],
});
