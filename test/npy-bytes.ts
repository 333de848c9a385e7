type Put = (view: DataView, offset: number, value: number) => void;

const puts: Readonly<Record<string, readonly [width: number, put: Put]>> = {
  "|u1": [1, (view, offset, value) => view.setUint8(offset, value)],
  "<f4": [4, (view, offset, value) => view.setFloat32(offset, value, true)],
  "<f8": [8, (view, offset, value) => view.setFloat64(offset, value, true)],
  "<i8": [8, (view, offset, value) => view.setBigInt64(offset, BigInt(value), true)],
};

/** An .npy file of format version 1 with the values row by row. */
export function npyBytes(type: string, shape: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  const [width, put] = puts[type]!;
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11);
  const text = new TextEncoder().encode(`\u0093NUMPY`).slice(1);
  const start = 10 + padded.length + 1;
  const bytes = new Uint8Array(start + values.length * width);
  bytes.set(text);
  bytes.set([1, 0, (padded.length + 1) & 255, (padded.length + 1) >> 8], 6);
  bytes.set(new TextEncoder().encode(`${padded}\n`), 10);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    put(view, start + i * width, value);
  });
  return bytes;
}
