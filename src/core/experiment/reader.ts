import { FailureError } from "../failure.ts";

/** Takes a value out of parsed JSON and checks it; `path` says where it stands, such as "prune.settings.target". */
export type Reader<T> = (value: unknown, path: string) => T;

/** Refuses a value: another thing was expected at this place. */
export function expected(what: string, path: string, value: unknown): never {
  const found = value === undefined ? "nothing" : value === null ? "null" : `${JSON.stringify(value)}`.slice(0, 40);
  throw new FailureError({
    kind: value === undefined ? "file-incomplete" : "file-damaged",
    message: `The record has ${found} where ${what} was expected.`,
    where: path,
    advice: "Use the record as Quorum wrote it.",
  });
}

export const number: Reader<number> = (value, path) =>
  typeof value === "number" ? value : expected("a number", path, value);

export const text: Reader<string> = (value, path) =>
  typeof value === "string" ? value : expected("a text", path, value);

export const truth: Reader<boolean> = (value, path) =>
  typeof value === "boolean" ? value : expected("true or false", path, value);

export const oneOf =
  <T extends string | number>(...choices: readonly T[]): Reader<T> =>
  (value, path) =>
    choices.find((choice) => choice === value) ?? expected(`one of ${choices.join(", ")}`, path, value);

export const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, path) =>
    value === null ? null : read(value, path);

/** For a field that may be left out; `fieldsOf` then leaves it out as well. */
export const orAbsent =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : read(value, path);

export const either =
  <A, B>(isFirst: (value: unknown) => boolean, first: Reader<A>, second: Reader<B>): Reader<A | B> =>
  (value, path) =>
    isFirst(value) ? first(value, path) : second(value, path);

export const listOf =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) ? value.map((item, i) => read(item, `${path}[${i}]`)) : expected("a list", path, value);

export const pairOf =
  <T>(read: Reader<T>): Reader<readonly [T, T]> =>
  (value, path) =>
    Array.isArray(value) && value.length === 2
      ? [read(value[0], `${path}[0]`), read(value[1], `${path}[1]`)]
      : expected("a pair", path, value);

/** Reads the named fields and drops all others, and those that are absent (`orAbsent`). */
export const fieldsOf =
  <T extends object>(readers: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return expected("fields", path, value);
    const fields = value as Record<string, unknown>;
    const read: Partial<T> = {};
    for (const key of Object.keys(readers) as (keyof T & string)[]) {
      const field = readers[key](fields[key], path === "" ? key : `${path}.${key}`);
      if (field !== undefined) read[key] = field;
    }
    return read as T;
  };
