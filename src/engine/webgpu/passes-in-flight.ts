import { Refused, type Room } from "./refused.ts";

/** Passes that are issued before the first of them has been read: one computes, one is read, one is prepared. */
export const mostInFlight = 3;

/**
 * Cuts `total` coalitions into passes and hands over their results in order, with several of them under way. A pass that
 * the device refuses is tried again with half as many coalitions; what was issued behind it is waited for and issued
 * again. After any other error nothing is left under way.
 * @param issue starts a pass; it must have issued all its work before it first waits
 */
export async function passesInFlight<T>(
  total: number,
  room: Room,
  depth: number,
  issue: (from: number, to: number) => Promise<T>,
  accept: (from: number, to: number, result: T) => void,
): Promise<void> {
  const underWay: { from: number; to: number; result: Promise<T> }[] = [];
  const settled = async () => {
    await Promise.allSettled(underWay.map(({ result }) => result));
    underWay.length = 0;
  };
  let next = 0;
  while (next < total || underWay.length > 0) {
    if (next < total && underWay.length < depth) {
      const [from, to] = [next, Math.min(total, next + room.rows)];
      underWay.push({ from, to, result: issue(from, to) });
      next = to;
      continue;
    }
    const first = underWay.shift();
    if (!first) break;
    try {
      accept(first.from, first.to, await first.result);
    } catch (error) {
      await settled();
      if (!(error instanceof Refused)) throw error;
      room.shrink(first.to - first.from, error);
      next = first.from;
    }
  }
}
