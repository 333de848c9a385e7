import { useLabState } from "../lab-context.ts";

/** Whether there is a network and data to work on; without them a step shows what will be there, and no controls. */
export function useLoaded(): boolean {
  return useLabState(({ session: { holdings } }) => Boolean(holdings?.model && holdings.dataset));
}
