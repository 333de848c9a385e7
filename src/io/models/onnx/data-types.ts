/** How ONNX stores the numbers of one data type (onnx.proto, TensorProto.DataType). */
export interface DataType {
  readonly words: string;
  /** Bytes a number in raw data. */
  readonly bytes: number;
  readonly whole: boolean;
  /** Which typed field holds it where it is not raw. */
  readonly field: "float_data" | "int32_data" | "int64_data" | "double_data" | "uint64_data";
  read(view: DataView, at: number): number;
  write(view: DataView, at: number, value: number): void;
  /** A number out of the typed field, where that holds bits. */
  readonly fromBits?: (bits: number) => number;
}

const scratch = new DataView(new ArrayBuffer(4));

/** IEEE 754 half precision to a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A number to the nearest half, ties to even. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const steps = size * 2 ** (10 - exponent);
  const below = Math.floor(steps);
  const rest = steps - below;
  const rounded = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  // a carry out of the fraction raises the exponent by itself
  return sign | (rounded + (exponent + 14) * 1024);
}

const bfloatToNumber = (bits: number): number => {
  scratch.setUint32(0, (bits & 0xffff) * 65536);
  return scratch.getFloat32(0);
};

const numberToBfloat = (value: number): number => {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  return Number.isNaN(value) ? 0x7fc0 : ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
};

const float = { whole: false } as const;
const whole = { whole: true, field: "int32_data" } as const;

/** By the number that ONNX gives them; strings, complex numbers and 8-bit floats are left out. */
export const dataTypes: ReadonlyMap<number, DataType> = new Map<number, DataType>([
  [
    1,
    {
      ...float,
      words: "float32",
      bytes: 4,
      field: "float_data",
      read: (v, at) => v.getFloat32(at, true),
      write: (v, at, x) => v.setFloat32(at, x, true),
    },
  ],
  [2, { ...whole, words: "uint8", bytes: 1, read: (v, at) => v.getUint8(at), write: (v, at, x) => v.setUint8(at, x) }],
  [3, { ...whole, words: "int8", bytes: 1, read: (v, at) => v.getInt8(at), write: (v, at, x) => v.setInt8(at, x) }],
  [
    4,
    {
      ...whole,
      words: "uint16",
      bytes: 2,
      read: (v, at) => v.getUint16(at, true),
      write: (v, at, x) => v.setUint16(at, x, true),
    },
  ],
  [
    5,
    {
      ...whole,
      words: "int16",
      bytes: 2,
      read: (v, at) => v.getInt16(at, true),
      write: (v, at, x) => v.setInt16(at, x, true),
    },
  ],
  [
    6,
    {
      ...whole,
      words: "int32",
      bytes: 4,
      read: (v, at) => v.getInt32(at, true),
      write: (v, at, x) => v.setInt32(at, x, true),
    },
  ],
  [
    7,
    {
      ...whole,
      words: "int64",
      bytes: 8,
      field: "int64_data",
      read: (v, at) => Number(v.getBigInt64(at, true)),
      write: (v, at, x) => v.setBigInt64(at, BigInt(x), true),
    },
  ],
  [9, { ...whole, words: "bool", bytes: 1, read: (v, at) => v.getUint8(at), write: (v, at, x) => v.setUint8(at, x) }],
  [
    10,
    {
      ...float,
      words: "float16",
      bytes: 2,
      field: "int32_data",
      fromBits: halfToNumber,
      read: (v, at) => halfToNumber(v.getUint16(at, true)),
      write: (v, at, x) => v.setUint16(at, numberToHalf(x), true),
    },
  ],
  [
    11,
    {
      ...float,
      words: "float64",
      bytes: 8,
      field: "double_data",
      read: (v, at) => v.getFloat64(at, true),
      write: (v, at, x) => v.setFloat64(at, x, true),
    },
  ],
  [
    12,
    {
      ...whole,
      words: "uint32",
      bytes: 4,
      field: "uint64_data",
      read: (v, at) => v.getUint32(at, true),
      write: (v, at, x) => v.setUint32(at, x, true),
    },
  ],
  [
    13,
    {
      ...whole,
      words: "uint64",
      bytes: 8,
      field: "uint64_data",
      read: (v, at) => Number(v.getBigUint64(at, true)),
      write: (v, at, x) => v.setBigUint64(at, BigInt(x), true),
    },
  ],
  [
    16,
    {
      ...float,
      words: "bfloat16",
      bytes: 2,
      field: "int32_data",
      fromBits: bfloatToNumber,
      read: (v, at) => bfloatToNumber(v.getUint16(at, true)),
      write: (v, at, x) => v.setUint16(at, numberToBfloat(x), true),
    },
  ],
]);

/** Numbers as raw data of a type, little-endian. */
export function rawBytes(type: DataType, values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * type.bytes);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) type.write(view, i * type.bytes, values[i] ?? 0);
  return bytes;
}
