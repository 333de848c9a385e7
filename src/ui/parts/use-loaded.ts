import { useDeferredValue } from "react";
import { useLabState } from "../lab-context.ts";

/**
 * Whether there is a network and data to work on; without them a step shows what will be there, and no controls. The
 * steps' controls are many: they come when the page has drawn what was opened, a bit at a time.
 */
export function useLoaded(): boolean {
  const loaded = useLabState(({ session: { holdings } }) => Boolean(holdings?.model && holdings.dataset));
  return useDeferredValue(loaded) && loaded;
}
