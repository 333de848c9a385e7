import type { RecordedComparison, RecordedLatency } from "../core/experiment/comparison-reader.ts";
import type { RunRecord } from "../core/experiment/run-record.ts";
import type { ComparedPart, Comparison, Latency } from "../jobs/compare-contract.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { type ComparedNetwork, networkId } from "./compared-network.ts";
import type { LabState } from "./lab-state.ts";
import { chosenRepairOf } from "./repairs-of.ts";

const parts: readonly ComparedPart[] = ["validation", "test"];

/** The chosen point as it is by now, where it stands in the comparison. */
function chosenNetworkOf(state: LabState): ComparedNetwork | null {
  const chosen = chosenPointOf(state);
  if (!chosen?.point) return null;
  const id = networkId(chosen.run.id, chosen.point.size, chosenRepairOf(state)?.id ?? null);
  return state.runs.networks.find((network) => network.id === id) ?? null;
}

function comparisonOf({ part, full, pruned, flipped, paired, reliability }: Comparison): RecordedComparison[] {
  if (full === null || pruned === null) return [];
  const calibrated = ({ error, interval }: NonNullable<typeof reliability>["full"]) => ({ error, interval });
  return [
    {
      part,
      accuracy: { full, pruned },
      flipped,
      paired: paired && { difference: paired.difference, interval: paired.interval, midP: paired.midP },
      calibration: reliability && { full: calibrated(reliability.full), pruned: calibrated(reliability.pruned) },
    },
  ];
}

function latencyOf({ backend, adapter, batch, done, full, pruned, ratio }: Latency): RecordedLatency[] {
  if (full === null || pruned === null || ratio === null) return [];
  return [{ backend: { name: backend, adapter }, batch, rounds: done, time: { full, pruned }, ratio }];
}

/** What was measured of the chosen network beside the full one, for the record; fields of what was not are left out. */
export function recordedComparisonsOf(state: LabState): Pick<RunRecord["figures"], "comparisons" | "latencies"> {
  const network = chosenNetworkOf(state);
  if (network === null) return {};
  const comparisons = parts.flatMap((part) => {
    const comparison = network.compared[part];
    return comparison ? comparisonOf(comparison) : [];
  });
  const latencies = network.latencies.flatMap(latencyOf);
  return { ...(comparisons.length > 0 && { comparisons }), ...(latencies.length > 0 && { latencies }) };
}
