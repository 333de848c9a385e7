import { FailureError } from "../failure.ts";
import type { RunRecord } from "./run-record.ts";

function plain(value: unknown, path: string): unknown {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new FailureError({
      kind: "unexpected",
      message: `The record cannot hold ${value}: JSON knows finite numbers only.`,
      where: path,
    });
  if (ArrayBuffer.isView(value)) return plain(Array.from(value as unknown as ArrayLike<number>), path);
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${path}[${i}]`));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item, path === "" ? key : `${path}.${key}`)]));
}

/**
 * The record as indented JSON: keys in alphabetical order, so that equal records give equal text, and typed arrays as
 * lists.
 * @throws FailureError unexpected for a number that is not finite, naming its place
 */
export function encodeRunRecord(record: RunRecord): string {
  return `${JSON.stringify(plain(record, ""), null, 2)}\n`;
}
