import { FailureError } from "../../../core/failure.ts";

/** The failure of a Parquet file that breaks its format. */
export function damagedParquet(name: string, what: string, details?: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The Parquet file ${name} ${what}.`,
    where: name,
    advice: "Write or fetch the file again.",
    ...(details === undefined ? {} : { details }),
  });
}
