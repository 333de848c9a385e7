import { FailureError } from "../../core/failure.ts";

const mebibyte = 1024 * 1024;

/** Counts what decompression really gives; declared sizes are never trusted. */
export interface ByteBudget {
  readonly limit: number;
  /** @throws FailureError file-too-large once more than the limit was spent */
  spend(bytes: number): void;
}

/**
 * The budget for unpacking a file: 20 times its size, and 64 MiB in any case (FORMATS: never trust a file).
 * @param compressed size of the file in bytes
 */
export function budgetFor(name: string, compressed: number): ByteBudget {
  const limit = Math.max(64 * mebibyte, 20 * compressed);
  let spent = 0;
  return {
    limit,
    spend(bytes) {
      spent += bytes;
      if (spent > limit)
        throw new FailureError({
          kind: "file-too-large",
          message: `${name} unpacks to more than ${Math.floor(limit / mebibyte)} MiB, more than 20 times its size: Quorum stopped unpacking it.`,
          where: name,
          advice: "Unpack it yourself and drop what is inside, if you trust it.",
        });
    },
  };
}
