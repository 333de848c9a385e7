import type { ComparedNetwork } from "./compared-network.ts";
import type { HoveredPoint } from "./lab-state.ts";

/** Whether what is pointed at is this network, its run, or the size of the run that it was cut at. */
export function lightsNetwork(
  hovered: HoveredPoint | null,
  { id, run, size }: Pick<ComparedNetwork, "id" | "run" | "size">,
): boolean {
  if (hovered === null || hovered.run !== run) return false;
  if (hovered.network !== null) return hovered.network === id;
  return hovered.size === null || hovered.size === size;
}

/** A network as a thing to point at. */
export function pointOfNetwork({ id, run, size }: Pick<ComparedNetwork, "id" | "run" | "size">): HoveredPoint {
  return { run, size, network: id };
}
