import { expected, listOf, number, type Reader, text } from "../../core/experiment/reader.ts";

/**
 * Readers for what comes out of the browser's storage: they check what the page relies on, and hand on the value as it
 * is, with fields that they do not name.
 */

/** An object whose named fields are as they should be. */
export const having =
  <T extends object>(fields: { readonly [K in keyof T]?: Reader<T[K]> }): Reader<T> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
      return expected("fields", path, typeof value);
    for (const key of Object.keys(fields) as (keyof T & string)[])
      fields[key]?.((value as Record<string, unknown>)[key], path === "" ? key : `${path}.${key}`);
    return value as T;
  };

/** Any names, each with a value of one kind. */
export const namedBy =
  <T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> =>
  (value, path) => {
    const named = having<Record<string, T>>({})(value, path);
    for (const [name, item] of Object.entries(named)) read(item, `${path}.${name}`);
    return named;
  };

type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** A typed array of this very kind, and of this length where it is known. */
export const arrayOf =
  <A extends Numbers>(kind: { new (length: number): A; readonly name: string }, length?: number): Reader<A> =>
  (value, path) => {
    if (!(value instanceof kind)) return expected(`a ${kind.name}`, path, typeof value);
    if (length !== undefined && value.length !== length) return expected(`${length} numbers`, path, value.length);
    return value;
  };

/** The one value that there may be. */
export const exactly =
  <T extends number | string>(wanted: T): Reader<T> =>
  (value, path) =>
    value === wanted ? wanted : expected(String(wanted), path, value);

/** A whole number from 0 on. */
export const count: Reader<number> = (value, path) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : expected("a count", path, value);

/** A list of so many numbers. */
export const numbers =
  (length: number): Reader<readonly number[]> =>
  (value, path) => {
    const list = listOf(number)(value, path);
    return list.length === length ? list : expected(`${length} numbers`, path, list.length);
  };

export const texts = listOf(text);
