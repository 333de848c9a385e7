import { joinBytes } from "../src/io/bytes/join-bytes.ts";
import { writeZip } from "../src/io/bytes/zip.ts";

/** Checkpoints as torch.save writes them, for tests: pickle protocol 2, both containers. */

/** A name such as torch.FloatStorage. */
export interface Name {
  readonly name: readonly [module: string, name: string];
}
/** A call of a name. */
export interface Call {
  readonly call: readonly [module: string, name: string];
  readonly args: readonly Value[];
}
/** A persistent id. */
export interface Persistent {
  readonly persistent: readonly Value[];
}
/** Tuples are written for lists. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | Name
  | Call
  | Persistent;

export interface StoredView {
  readonly storage: string;
  readonly type?: string;
  readonly count: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const code = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);
const word = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return bytes;
};
const global = ([module, name]: readonly [string, string]): Uint8Array => ascii(`c${module}\n${name}\n`);

function written(value: Value): Uint8Array[] {
  if (value === null) return [ascii("N")];
  if (typeof value === "boolean") return [code(value ? 0x88 : 0x89)];
  if (typeof value === "number") return [ascii("J"), word(value)];
  if (typeof value === "string") return [ascii("X"), word(ascii(value).length), ascii(value)];
  if (Array.isArray(value)) return [ascii("("), ...value.flatMap(written), ascii("t")];
  if (value instanceof Map)
    return [ascii("}("), ...[...value].flatMap(([key, one]) => [...written(key), ...written(one)]), ascii("u")];
  const made = value as Name | Call | Persistent;
  if ("name" in made) return [global(made.name)];
  if ("call" in made) return [global(made.call), ...written(made.args), ascii("R")];
  return [...written(made.persistent), ascii("Q")];
}

/** A value as a pickle of protocol 2. */
export function pickled(value: Value): Uint8Array {
  return joinBytes([code(0x80, 2), ...written(value), ascii(".")]);
}

const rowMajor = (shape: readonly number[]): readonly number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));

/** What a tensor is in a checkpoint. */
export function viewValue(
  { storage, type = "FloatStorage", count, offset = 0, shape, strides }: StoredView,
  legacy = false,
): Value {
  const id = ["storage", { name: ["torch", type] as const }, storage, "cpu", count, ...(legacy ? [null] : [])];
  return {
    call: ["torch._utils", "_rebuild_tensor_v2"],
    args: [
      { persistent: id },
      offset,
      shape,
      strides ?? rowMajor(shape),
      false,
      { call: ["collections", "OrderedDict"], args: [] },
    ],
  };
}

/** The zip container. */
export async function zipCheckpoint(
  value: Value,
  storages: Readonly<Record<string, Uint8Array>>,
  byteorder: "little" | "big" = "little",
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = Object.entries(storages).map(([key, bytes]) => ({ path: `archive/data/${key}`, bytes }));
  return new Uint8Array(
    await writeZip([
      { path: "archive/data.pkl", bytes: pickled(value) },
      { path: "archive/byteorder", bytes: ascii(byteorder) },
      ...entries,
      { path: "archive/version", bytes: ascii("3\n") },
    ]),
  );
}

/** The container before PyTorch 1.6. */
export function legacyCheckpoint(
  value: Value,
  storages: readonly (readonly [key: string, count: number, bytes: Uint8Array])[],
  littleEndian = true,
): Uint8Array<ArrayBuffer> {
  const magic = code(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e);
  return joinBytes([
    magic,
    pickled(1001),
    pickled(new Map([["little_endian", littleEndian]])),
    pickled(value),
    pickled(storages.map(([key]) => key)),
    ...storages.flatMap(([, count, bytes]) => [word(count), word(0), bytes]),
  ]);
}

/** float32 values as little-endian bytes. */
export function floatBytes(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(values).buffer);
}
