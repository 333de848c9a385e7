import type { TrailPoint } from "../../core/prune/trail.ts";
import type { RepairKind } from "../../core/repair/repair-settings.ts";
import { type ComparedNetwork, type Comparing, networkId } from "../compared-network.ts";
import type { Lab } from "../lab.ts";
import { repairsOf } from "../repairs-of.ts";

/** What a step of repair leaves, after a network's name. */
const repairedWords: Record<RepairKind, string> = {
  refit: "refit",
  "bias-correction": "biases corrected",
  "batch-norm": "norms recalibrated",
  "fine-tune": "fine-tuned",
};

const setNetworks = (lab: Lab, change: (networks: readonly ComparedNetwork[]) => readonly ComparedNetwork[]) =>
  lab.store.setState(({ runs }) => ({ runs: { ...runs, networks: change(runs.networks) } }));

const setComparing = (lab: Lab, change: Partial<Comparing>) =>
  lab.store.setState(({ view }) => ({ view: { ...view, comparing: { ...view.comparing, ...change } } }));

/**
 * Puts a point of a pruning run beside the others; one that is there stays as it is.
 * @param steps how many of its steps of repair it has been through; all of them if left out
 */
export function addNetwork(lab: Lab, run: string, point: TrailPoint, steps?: number): void {
  const state = lab.store.getState();
  const pruned = state.runs.prunes.find(({ id }) => id === run);
  const { size, selection, evaluations } = point;
  const repairs = repairsOf(state, run, size).slice(0, steps);
  const last = repairs.at(-1);
  const id = networkId(run, size, last?.id ?? null);
  if (pruned === undefined || state.runs.networks.some((network) => network.id === id)) return;
  const words = [
    `${pruned.name}, ${size.toLocaleString("en")} ${size === 1 ? "unit" : "units"}`,
    ...repairs.map(({ spec }) => repairedWords[spec.settings.kind]),
  ];
  const network: ComparedNetwork = {
    id,
    name: words.join(", "),
    run,
    size,
    repair: last?.id ?? null,
    repairs: repairs.map(({ name }) => name),
    selection,
    repaired: last?.answer.repaired ?? null,
    evaluations,
    compared: {},
    latencies: [],
  };
  setNetworks(lab, (networks) => [...networks, network]);
}

/** Puts every pruning run on the chart at its point nearest to a size, as it is by now, beside the others. */
export function addAllNear(lab: Lab, size: number): void {
  const { runs, view } = lab.store.getState();
  for (const { id, answer } of runs.prunes) {
    const points = answer?.points ?? [];
    if (points.length === 0 || view.hiddenRuns.includes(id)) continue;
    const nearest = points.reduce((best, point) =>
      Math.abs(point.size - size) < Math.abs(best.size - size) ? point : best,
    );
    addNetwork(lab, id, nearest);
  }
}

/** Gives a network of the comparison another name; an empty one changes nothing. */
export function renameNetwork(lab: Lab, id: string, name: string): void {
  const words = name.trim();
  if (words !== "")
    setNetworks(lab, (networks) =>
      networks.map((network) => (network.id === id ? { ...network, name: words } : network)),
    );
}

/** Takes a network out of the comparison, with what was measured of it. */
export function removeNetwork(lab: Lab, id: string): void {
  setNetworks(lab, (networks) => networks.filter((network) => network.id !== id));
  const { hidden, reference, shown } = lab.store.getState().view.comparing;
  setComparing(lab, {
    hidden: hidden.filter((entry) => entry !== id),
    reference: reference === id ? null : reference,
    shown: shown === id ? null : shown,
  });
}

/** Hides a network in figures and table, or shows it again. What is hidden is no reference: nobody would see whose figures differ. */
export function toggleNetwork(lab: Lab, id: string): void {
  const { hidden, reference } = lab.store.getState().view.comparing;
  if (hidden.includes(id)) setComparing(lab, { hidden: hidden.filter((entry) => entry !== id) });
  else setComparing(lab, { hidden: [...hidden, id], reference: reference === id ? null : reference });
}

/** Changes how the networks are looked at; measures nothing. */
export function setLook(lab: Lab, look: Partial<Omit<Comparing, "hidden">>): void {
  setComparing(lab, look);
}
