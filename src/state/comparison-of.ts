import { type PairedRights, pairedRights } from "../core/compare/paired-rights.ts";
import type { Reliability } from "../core/compare/reliability.ts";
import type { ComparedPart, Comparison, Latency } from "../jobs/compare-contract.ts";
import type { Accuracy } from "./answers.ts";
import type { ComparedNetwork, CostAxis } from "./compared-network.ts";
import type { LabState } from "./lab-state.ts";

export type { ComparedPart, Comparison, Latency } from "../jobs/compare-contract.ts";

/** Networks of the comparison that are not hidden. */
export function visibleNetworks({ runs, view }: LabState): readonly ComparedNetwork[] {
  return runs.networks.filter(({ id }) => !view.comparing.hidden.includes(id));
}

/** Those that were not held against the full network on a part. */
export function unmeasuredOn(state: LabState, part: ComparedPart): readonly ComparedNetwork[] {
  return visibleNetworks(state).filter(({ compared }) => compared[part] === undefined);
}

/** Those whose time was not taken with so many examples in a pass. */
export function untimed(state: LabState, batch: number): readonly ComparedNetwork[] {
  return visibleNetworks(state).filter((network) => latencyOf(network, batch) === null);
}

/** A network's time with so many examples in a pass; null where it was not taken. */
export function latencyOf({ latencies }: ComparedNetwork, batch: number): Latency | null {
  return latencies.findLast((latency) => latency.batch === batch) ?? null;
}

/** One network as the table shows it; null where something is not known. */
export interface ComparisonRow {
  /** null for the full network. */
  readonly network: ComparedNetwork | null;
  readonly name: string;
  /** On the part that is looked at. */
  readonly accuracy: Accuracy | null;
  readonly validation: Accuracy | null;
  readonly test: Accuracy | null;
  readonly costs: Readonly<Record<CostAxis, number | null>>;
  /** Of the network: its own pass, not the full one's. */
  readonly latency: Latency["pruned"];
  /** Its time as a share of the full network's, taken in turns; null for the full network, whose share is 1. */
  readonly timeShare: Latency["ratio"];
  readonly reliability: Reliability | null;
  readonly flipped: Comparison["flipped"] | null;
  /** Against the reference; null for the reference itself. */
  readonly paired: PairedRights | null;
  /** null for the full network, which took none. */
  readonly evaluations: number | null;
}

/** Right answers of a network on a part; the full network's come along with every comparison. */
function rightsOf(networks: readonly ComparedNetwork[], id: string | null, part: ComparedPart): Uint8Array | null {
  if (id !== null) return networks.find((network) => network.id === id)?.compared[part]?.right.pruned ?? null;
  return networks.find(({ compared }) => compared[part] !== undefined)?.compared[part]?.right.full ?? null;
}

function againstOf(first: Uint8Array | null, second: Uint8Array | null): PairedRights | null {
  const comparable = first !== null && second !== null && first.length > 0 && first.length === second.length;
  return comparable ? pairedRights(first, second) : null;
}

/** The full network's row: what is known of it by itself, and what came along with comparisons of others. */
function fullRow(state: LabState, networks: readonly ComparedNetwork[], name: string): ComparisonRow {
  const { session, view } = state;
  const { part, batch, reference } = view.comparing;
  const model = session.holdings?.model ?? null;
  const compared = networks.find((network) => network.compared[part] !== undefined)?.compared[part] ?? null;
  const latency = networks.map((network) => latencyOf(network, batch)).findLast((found) => found !== null) ?? null;
  const { validation = null, test = null } = session.prepared?.full ?? {};
  return {
    network: null,
    name,
    accuracy: part === "test" ? test : validation,
    validation,
    test,
    costs: {
      units: model?.players ?? null,
      parameters: model?.cost.parameters ?? null,
      macs: model?.cost.macs ?? null,
      bytes: model?.cost.bytes ?? null,
      latency: latency?.full ? 1 : null,
    },
    latency: latency?.full ?? null,
    timeShare: null,
    reliability: compared?.reliability?.full ?? null,
    flipped: null,
    paired: reference === null ? null : againstOf(rightsOf(networks, reference, part), rightsOf(networks, null, part)),
    evaluations: null,
  };
}

/** The full network and every one that is not hidden, as far as they were measured on the part that is looked at. */
export function comparisonRows(state: LabState): readonly ComparisonRow[] {
  const { part, batch, reference } = state.view.comparing;
  const { networks } = state.runs;
  const referenceRights = rightsOf(networks, reference, part);
  const rows = visibleNetworks(state).map((network): ComparisonRow => {
    const { id, name, size, evaluations, compared, run, repair } = network;
    const own = compared[part] ?? null;
    const known = own ?? compared.validation ?? compared.test ?? null;
    const { pruned: latency = null, ratio: timeShare = null } = latencyOf(network, batch) ?? {};
    const read = state.runs.appraised.find((one) => one.run === run && one.size === size && one.repair === repair);
    return {
      network,
      name,
      accuracy: own?.pruned ?? null,
      validation: compared.validation?.pruned ?? null,
      test: compared.test?.pruned ?? read?.appraisal.test ?? null,
      costs: {
        units: size,
        parameters: known?.cost.parameters ?? null,
        macs: known?.cost.macs ?? null,
        bytes: known?.cost.bytes ?? null,
        latency: timeShare?.value ?? null,
      },
      latency,
      timeShare,
      reliability: own?.reliability?.pruned ?? null,
      flipped: own?.pruned ? own.flipped : null,
      paired: id === reference ? null : againstOf(referenceRights, own?.right.pruned ?? null),
      evaluations,
    };
  });
  return [fullRow(state, networks, "Full network"), ...rows];
}

/** The network whose classes, probabilities and flips are shown: the person's choice, else the newest measured on the part. */
export function shownNetworkOf(state: LabState): ComparedNetwork | null {
  const { shown, part } = state.view.comparing;
  const measured = visibleNetworks(state).filter(({ compared }) => compared[part]?.pruned);
  return measured.find(({ id }) => id === shown) ?? measured.at(-1) ?? null;
}
