/** Milliseconds of silence that are never a reason to worry. */
const floor = 60_000;
/** Nobody waits longer than this for a sign of life. */
const ceiling = 30 * 60_000;
/** Multiply-accumulates a second of a slow machine, about. */
const slow = 2e8;

/**
 * Milliseconds that a worker may be silent for while it computes: it gives no sign of life before a batch has passed
 * through the network.
 * @param macs multiply-accumulates of one example
 * @param examples of a batch
 */
export function patienceFor(macs: number, examples: number): number {
  return Math.min(ceiling, Math.max(floor, (1000 * macs * examples) / slow));
}
