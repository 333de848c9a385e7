/** An IDX file of bytes: 0 0 8 rank, lengths, values. */
export function idxBytes(dimensions: readonly number[], values?: readonly number[]): Uint8Array<ArrayBuffer> {
  const count = dimensions.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(4 + 4 * dimensions.length + count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 | dimensions.length);
  dimensions.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  for (let i = 0; i < count; i++) bytes[4 + 4 * dimensions.length + i] = values?.[i] ?? (i * 7) % 256;
  return bytes;
}

/** A gzip of the bytes. */
export async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
