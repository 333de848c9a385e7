import type { ComparedPart } from "../../jobs/compare-contract.ts";
import type { ComparedNetwork } from "../compared-network.ts";
import { unmeasuredOn, untimed } from "../comparison-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { nextTask } from "../next-task.ts";
import { isLive } from "../run.ts";
import { startRun } from "../start-run.ts";

/** Flipped examples of each kind that come along to be shown. */
const shown = 24;
/** Passes of each network whose times are taken. */
const rounds = 30;

const putInto = (lab: Lab, id: string, change: (network: ComparedNetwork) => ComparedNetwork) =>
  lab.store.setState(({ runs }) => ({
    runs: { ...runs, networks: runs.networks.map((network) => (network.id === id ? change(network) : network)) },
  }));

/**
 * Calls for each network that still lacks something, those too that are added on the way; ends with the first whose
 * run did not come to its end.
 */
async function eachOf(
  lab: Lab,
  lacking: (state: LabState) => readonly ComparedNetwork[],
  measure: (network: ComparedNetwork) => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const next = lacking(lab.store.getState())[0];
    if (next === undefined || !(await measure(next))) return;
    await nextTask();
  }
}

/** Holds every network that is shown against the full one on a part of the split, where that was not done yet. */
export function measureNetworks(lab: Lab, part: ComparedPart): Promise<void> {
  // one round is enough: it takes along what is added on its way
  if (isLive(lab.store.getState().runs.compare)) return Promise.resolve();
  return eachOf(
    lab,
    (state) => unmeasuredOn(state, part),
    async ({ id, name, selection, repaired }) => {
      const { status, answer } = await startRun(lab, "compare", name, { selection, repaired, part, shown });
      if (status !== "done" || answer === null) return false;
      await nextTask();
      putInto(lab, id, (network) => ({ ...network, compared: { ...network.compared, [part]: answer } }));
      return true;
    },
  );
}

/** Takes the time of every network that is shown, in turns with the full one, where that was not done with so many examples in a pass. */
export function measureLatency(lab: Lab): Promise<void> {
  const { view, runs } = lab.store.getState();
  const { batch } = view.comparing;
  if (isLive(runs.latency)) return Promise.resolve();
  return eachOf(
    lab,
    (state) => untimed(state, batch),
    async ({ id, name, selection, repaired }) => {
      const { status, answer } = await startRun(lab, "latency", name, { selection, repaired, batch, rounds });
      if (status !== "done" || answer === null) return false;
      await nextTask();
      putInto(lab, id, (network) => ({ ...network, latencies: [...network.latencies, answer] }));
      return true;
    },
  );
}

/** Forgets the times taken with the present number of examples in a pass and takes them anew. */
export function measureLatencyAgain(lab: Lab): Promise<void> {
  const { batch } = lab.store.getState().view.comparing;
  lab.store.setState(({ runs }) => ({
    runs: {
      ...runs,
      networks: runs.networks.map((network) => ({
        ...network,
        latencies: network.latencies.filter((latency) => latency.batch !== batch),
      })),
    },
  }));
  return measureLatency(lab);
}
