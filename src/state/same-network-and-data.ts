import type { Holdings } from "../jobs/contract.ts";

/** Whether figures of the one can be shown beside new ones of the other: the same files, read into the same units. */
export function sameNetworkAndData(before: Holdings | null, after: Holdings): boolean {
  const facts = (held: Holdings | null) => [
    held?.model?.hash,
    held?.model?.output,
    held?.model?.groups.map(({ id, width }) => [id, width]),
    held?.dataset?.hash,
  ];
  return before === null || JSON.stringify(facts(before)) === JSON.stringify(facts(after));
}
