import { seededRandom } from "../../src/core/random/random-source.ts";
import { damaged } from "./damage.ts";
import type { HostileFile } from "./hostile-case.ts";
import { outcomeOf } from "./outcome-of.ts";

/** What came of many damaged copies of the same files. */
export interface FuzzReport {
  readonly cases: number;
  /** Ended in a typed failure, in a valid network or dataset, or waiting for a file. */
  readonly refused: number;
  readonly accepted: number;
  readonly waiting: number;
  /** Failures that nobody foresaw, and anything thrown: each a fault of ours. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
  /** Most memory that the process held above what it held at first, MiB. */
  readonly memoryMiB: number;
}

/**
 * Drops damaged copies of the files, one of them damaged at a time.
 * @param seed with the case number decides the damage, so that one case can be looked at by itself
 */
export async function fuzz(files: readonly HostileFile[], cases: number, seed: number): Promise<FuzzReport> {
  const faults: string[] = [];
  let [refused, accepted, waiting, slowestMs, memoryMiB] = [0, 0, 0, 0, 0];
  const before = process.memoryUsage.rss();
  for (let index = 0; index < cases; index++) {
    const random = seededRandom(seed, `fuzz-${index}`);
    const victim = random.integer(files.length);
    const dropped = files.map((file, place) =>
      place === victim ? { ...file, bytes: damaged(file.bytes, random) } : file,
    );
    const started = performance.now();
    try {
      const { failures, missing, took } = await outcomeOf(dropped);
      const unforeseen = failures.find(({ kind }) => kind === "unexpected");
      if (unforeseen) faults.push(`case ${index}: ${unforeseen.message}`);
      if (failures.length > 0) refused++;
      else if (took.length > 0) accepted++;
      else if (missing.length > 0) waiting++;
      else faults.push(`case ${index}: nothing was said`);
    } catch (thrown) {
      faults.push(`case ${index}: thrown ${String(thrown)}`);
    }
    slowestMs = Math.max(slowestMs, performance.now() - started);
    memoryMiB = Math.max(memoryMiB, (process.memoryUsage.rss() - before) / 2 ** 20);
  }
  return { cases, refused, accepted, waiting, faults, slowestMs, memoryMiB };
}
