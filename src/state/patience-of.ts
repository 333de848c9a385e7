import { patienceFor } from "../jobs/patience.ts";
import type { LabState } from "./lab-state.ts";

/** Bytes of files that are read in a second, and operations on powers of units, on a slow machine. */
const slow = { bytes: 2e6, operations: 1e8 };
/** Examples that pass through the network between two signs of life, at most. */
const examples = 1000;

/** Milliseconds that the worker may be silent for with what it has in hand: to read it, to run it, to solve for its units. */
export function patienceOf({ session }: LabState): number {
  const bytes = session.files.reduce((sum, { blob }) => sum + blob.size, 0);
  const { cost, players } = session.holdings?.model ?? { cost: { macs: 0 }, players: 0 };
  const solving = (1000 * players ** 3) / 3 / slow.operations;
  return Math.max(patienceFor(cost.macs, examples), (1000 * bytes) / slow.bytes, Math.min(30 * 60_000, solving));
}
