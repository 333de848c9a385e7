import type { ComparedNetwork } from "../../../state/compared-network.ts";
import type { NetworkShape } from "../../charts/marks/network-mark.tsx";
import { runColour } from "../pruning/run-colour.ts";

/** How a network is drawn: in its run's colour, with a shape that says whether it was repaired. */
export interface NetworkLook {
  readonly colour: string;
  readonly shape: NetworkShape;
}

/** @param network null for the full one */
export function networkLook(network: ComparedNetwork | null): NetworkLook {
  if (network === null) return { colour: "var(--q-ink-3)", shape: "square" };
  return { colour: runColour(network.run), shape: network.repair === null ? "circle" : "diamond" };
}
