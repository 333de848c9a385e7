import { FailureError, failureOf } from "../../../core/failure.ts";

/** Runs what reads a file; a failure that names a place in it names the file as well. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.where?.startsWith(file)) throw thrown;
    throw new FailureError({ ...failure, where: failure.where === undefined ? file : `${file}: ${failure.where}` });
  }
}
