import type { RepairedWeights } from "../core/repair/repaired-weights.ts";
import type { ComparedPart, Comparison, Latency } from "../jobs/compare-contract.ts";

/**
 * A network that the person put beside others: one size of a pruning run, as cut or after a step of repair. It has with
 * it all that it takes to measure it again, so that it stays when the step is taken back or the run is removed.
 */
export interface ComparedNetwork {
  /** Of run, size and repair. */
  readonly id: string;
  readonly name: string;
  readonly run: string;
  readonly size: number;
  /** The last step of repair; null for the network as it was cut. */
  readonly repair: string | null;
  /** What the steps of repair are called, in their order. */
  readonly repairs: readonly string[];
  readonly selection: Uint8Array;
  readonly repaired: RepairedWeights | null;
  /** Ranking evaluations spent when the size was reached. */
  readonly evaluations: number;
  /** What was measured of it, on each part that was read. */
  readonly compared: Readonly<Partial<Record<ComparedPart, Comparison>>>;
  /** Times measured, one for each number of examples in a pass. */
  readonly latencies: readonly Latency[];
}

/** How the networks are looked at. */
export interface Comparing {
  readonly hidden: readonly string[];
  /** The network that others are held against; null for the full network. */
  readonly reference: string | null;
  /** The network whose classes, probabilities and flips are shown; null for the newest that was measured. */
  readonly shown: string | null;
  readonly part: ComparedPart;
  readonly cost: CostAxis;
  /** Examples in a pass whose time is measured. */
  readonly batch: number;
}

export const costAxes = ["units", "parameters", "macs", "bytes", "latency"] as const;
/** What a network may be held to cost. */
export type CostAxis = (typeof costAxes)[number];

export const firstComparing: Comparing = {
  hidden: [],
  reference: null,
  shown: null,
  part: "validation",
  cost: "parameters",
  batch: 64,
};

/** The same for the same network, whoever asks. */
export function networkId(run: string, size: number, repair: string | null): string {
  return `${run}/${size}/${repair ?? "cut"}`;
}
