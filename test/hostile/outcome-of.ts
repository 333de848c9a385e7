import type { FailureKind } from "../../src/core/failure.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBytes } from "../../src/io/bytes/byte-source.ts";
import { decodeImage } from "../decode-image.ts";
import type { HostileFile } from "./hostile-case.ts";

/** What a person is told of dropped files. */
export interface Outcome {
  readonly failures: readonly { readonly kind: FailureKind; readonly message: string; readonly where?: string }[];
  /** What the lab waits for, where files are fine but not enough. */
  readonly missing: readonly string[];
  /** Whether a network or a dataset came of them all the same. */
  readonly took: readonly string[];
}

/** Drops the files on an empty lab. */
export async function outcomeOf(files: readonly HostileFile[]): Promise<Outcome> {
  const sources = files.map(({ name, bytes }) => sourceOfBytes(name, new Uint8Array(bytes)));
  const { failures, missing, model, dataset } = await assemble(sources, { decodeImage });
  return {
    failures: failures.map(({ kind, message, where }) => ({
      kind,
      message,
      ...(where === undefined ? {} : { where }),
    })),
    missing,
    took: [...(model ? ["network"] : []), ...(dataset ? ["dataset"] : [])],
  };
}
