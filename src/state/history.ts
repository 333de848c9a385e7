import type { Estimation } from "../jobs/contract.ts";

/** Looks kept at most. */
const most = 60;
/** A look is kept once the evaluations grew by this factor since the one before; the latest is always there. */
const growth = 1.1;

/**
 * The looks at an estimate on its way, with a newer one: ever wider apart, so that ten thousand steps leave a few
 * dozen. First rankings that spent no coalition do not count.
 */
export function withLook(history: readonly Estimation[], newer: Estimation | null): readonly Estimation[] {
  const latest = history.at(-1);
  if (newer === null || newer.evaluations === 0 || newer.estimator === "gradient-prior" || newer === latest)
    return history;
  const before = history.at(-2);
  const apart = latest !== undefined && (before === undefined || latest.evaluations >= growth * before.evaluations);
  const looks = [...(apart || latest === undefined ? history : history.slice(0, -1)), newer];
  // the first and the latest stay
  return looks.length > most ? looks.filter((_, place) => place % 2 === 0 || place === looks.length - 1) : looks;
}
