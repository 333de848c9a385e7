/**
 * Records and their parts. A record is JSON plus typed arrays; its large arrays and its files are kept apart, by number,
 * so that what has not changed is not written again and what two records share is kept once.
 */

/** A large array, or a file. */
export type Part = Blob | ArrayBufferView;

/** Arrays from so many bytes on are parts. */
const large = 4096;

/** The field that stands in a record for a part. */
const mark = "quorum:part";

export interface Encoded {
  readonly record: unknown;
  /** The parts that the record refers to, by number. */
  readonly parts: ReadonlyMap<number, Part>;
}

export interface PartTable {
  /**
   * A value as it is written. The same array or file has the same number in every record.
   * @throws TypeError for anything but JSON, typed arrays and files
   */
  encode(value: unknown): Encoded;
  /**
   * The value that a record was made of, as far as it can be told.
   * @param parts as found in the storage
   * @throws RangeError where a part is missing, or a record contains itself
   */
  decode(record: unknown, parts: ReadonlyMap<number, unknown>): { readonly value: unknown; readonly used: number[] };
}

const isFields = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A view of its own bytes only: what is written is the whole buffer behind a view. */
function trimmed<T extends ArrayBufferView>(view: T): T {
  if (view.byteLength === view.buffer.byteLength || view instanceof DataView) return view;
  return (view as unknown as { slice(): T }).slice();
}

/** @param last highest number that is taken */
export function createPartTable(last = 0): PartTable {
  const numbers = new WeakMap<object, number>();
  let taken = last;
  const numberOf = (part: object): number => {
    const known = numbers.get(part);
    if (known !== undefined) return known;
    taken += 1;
    numbers.set(part, taken);
    return taken;
  };

  return {
    encode(value) {
      const parts = new Map<number, Part>();
      const write = (item: unknown): unknown => {
        if (typeof item === "function" || typeof item === "symbol") throw new TypeError(`a ${typeof item}`);
        if (typeof item !== "object" || item === null) return item;
        if (item instanceof Blob || (ArrayBuffer.isView(item) && item.byteLength >= large)) {
          const number = numberOf(item);
          parts.set(number, item instanceof Blob ? item : trimmed(item));
          return { [mark]: number };
        }
        if (ArrayBuffer.isView(item)) return trimmed(item);
        if (Array.isArray(item)) return item.map(write);
        if (!isFields(item)) throw new TypeError(`an object of ${item.constructor?.name ?? "no known kind"}`);
        return Object.fromEntries(Object.entries(item).map(([key, field]) => [key, write(field)]));
      };
      return { record: write(value), parts };
    },

    decode(record, parts) {
      const used = new Set<number>();
      const read = (item: unknown, depth: number): unknown => {
        if (depth > 100) throw new RangeError("a record that contains itself");
        if (typeof item !== "object" || item === null || ArrayBuffer.isView(item)) return item;
        if (Array.isArray(item)) return item.map((each) => read(each, depth + 1));
        if (!isFields(item)) throw new RangeError("an object of no known kind");
        const number = item[mark];
        if (typeof number === "number") {
          const part = parts.get(number);
          if (!(part instanceof Blob || ArrayBuffer.isView(part))) throw new RangeError(`part ${number} is missing`);
          used.add(number);
          numbers.set(part, number);
          return part;
        }
        return Object.fromEntries(Object.entries(item).map(([key, field]) => [key, read(field, depth + 1)]));
      };
      return { value: read(record, 0), used: [...used] };
    },
  };
}

/** Bytes of a value with its arrays, roughly. */
export function bytesOf(value: unknown): number {
  if (value instanceof Blob) return value.size;
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.entries(value).reduce((sum, [key, field]) => sum + 2 * key.length + bytesOf(field), 8);
}
