import { expect, it } from "vitest";
import type { Failure } from "../core/failure.ts";
import {
  addAllNear,
  addNetwork,
  removeNetwork,
  renameNetwork,
  setLook,
  toggleNetwork,
} from "./actions/compare-networks.ts";
import { removeRun, renameRun } from "./actions/keep-runs.ts";
import { measureLatency, measureLatencyAgain, measureNetworks } from "./actions/measure-networks.ts";
import { openFiles } from "./actions/open-files.ts";
import { prepareAgain } from "./actions/prepare-again.ts";
import { prune } from "./actions/prune.ts";
import { repair, undoRepair } from "./actions/repair.ts";
import { blockedReason } from "./blocked.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { comparisonRows, shownNetworkOf } from "./comparison-of.ts";
import { smoothScript } from "./lab-fixtures.ts";
import type { Script } from "./scripted-host.ts";
import { scriptedLab } from "./scripted-host.ts";

async function pruned(script: Script = smoothScript) {
  const { lab, calls } = scriptedLab(script);
  await openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]);
  await prune(lab);
  const state = () => lab.store.getState();
  const add = () => {
    const chosen = chosenPointOf(state());
    if (!chosen?.point) throw new Error("nothing was pruned");
    addNetwork(lab, chosen.run.id, chosen.point);
  };
  const rows = () => comparisonRows(state());
  return { lab, calls, state, add, rows };
}

it("adds a network once, as it is by now, and keeps it when its repair is taken back or its run removed", async () => {
  const { lab, state, add } = await pruned();
  add();
  add();
  await repair(lab);
  add();
  expect(state().runs.networks.map(({ name }) => name)).toEqual([
    "Iterated building 1, 6 units",
    "Iterated building 1, 6 units, refit",
  ]);
  const weights = state().runs.networks[1]?.repaired;
  expect(weights).toBe(state().runs.repairs[0]?.answer?.repaired);
  undoRepair(lab);
  removeRun(lab, state().runs.prunes[0]?.id ?? "");
  expect(state().runs.networks[1]?.repaired).toBe(weights);
});

it("adds every run on the chart at its point nearest to a size", async () => {
  const { lab, state } = await pruned();
  await prune(lab);
  await prune(lab);
  lab.store.setState(({ view, runs }) => ({ view: { ...view, hiddenRuns: [runs.prunes[1]?.id ?? ""] } }));
  addAllNear(lab, 5);
  expect(state().runs.networks.map(({ name }) => name)).toEqual([
    "Iterated building 1, 4 units",
    "Iterated building 3, 4 units",
  ]);
});

it("measures all that are shown, once each, and holds them against the reference", async () => {
  const { lab, calls, state, add, rows } = await pruned();
  expect(blockedReason(state(), "compare")).toMatch(/Put a network/);
  add();
  await repair(lab);
  add();
  await measureNetworks(lab, "validation");
  await measureNetworks(lab, "validation");
  expect(calls.filter((call) => call === "open compare")).toHaveLength(2);
  // right: 96, 64 and 70 of 100
  expect(rows().map(({ accuracy }) => accuracy?.value)).toEqual([0.96, 0.64, 0.7]);
  expect(rows().map(({ paired }) => paired?.difference)).toEqual([undefined, -0.32, -0.26]);
  const [cut] = state().runs.networks;
  setLook(lab, { reference: cut?.id ?? null });
  expect(rows().map(({ paired }) => paired?.difference.toFixed(2))).toEqual(["0.32", undefined, "0.06"]);
  expect(rows()[2]?.paired).toMatchObject({ onlyFirst: 0, onlySecond: 6 });
  expect(shownNetworkOf(state())?.name).toMatch(/refit$/);
});

it("reads test examples only when asked, and does not take them for validation", async () => {
  const { lab, calls, add, rows } = await pruned();
  add();
  await measureNetworks(lab, "test");
  expect(rows()[1]).toMatchObject({ accuracy: null, validation: null, test: { value: 0.64 } });
  setLook(lab, { part: "test" });
  expect(rows()[0]?.accuracy?.value).toBe(0.95);
  expect(rows()[1]?.accuracy?.value).toBe(0.64);
  expect(calls.filter((call) => call === "open compare")).toHaveLength(1);
});

it("takes times for one size of a pass, and anew when asked", async () => {
  const { lab, calls, add, rows, state } = await pruned();
  add();
  await measureLatency(lab);
  await measureLatency(lab);
  expect(rows()[1]).toMatchObject({ latency: { median: 6 }, timeShare: { value: 0.5 }, costs: { latency: 0.5 } });
  expect(rows()[0]?.costs.latency).toBe(1);
  setLook(lab, { batch: 1 });
  expect(rows()[1]?.latency).toBeNull();
  await measureLatency(lab);
  await measureLatencyAgain(lab);
  expect(calls.filter((call) => call === "open latency")).toHaveLength(3);
  expect(state().runs.networks[0]?.latencies.map(({ batch }) => batch)).toEqual([64, 1]);
});

it("stops at a failure, keeps what was measured, and goes on from there", async () => {
  const failure: Failure = { kind: "out-of-memory", message: "There is not enough memory." };
  let asked = 0;
  const compare: Script["compare"] = (spec) => {
    asked += 1;
    return asked === 2 ? [failure] : smoothScript.compare(spec);
  };
  const { lab, state, add, rows } = await pruned({ ...smoothScript, compare });
  add();
  await repair(lab);
  add();
  await measureNetworks(lab, "validation");
  expect(state().runs.compare).toMatchObject({ status: "failed", failure });
  expect(rows().map(({ accuracy }) => accuracy !== null)).toEqual([true, true, false]);
  await measureNetworks(lab, "validation");
  expect(rows().every(({ accuracy }) => accuracy !== null)).toBe(true);
});

it("hides, names and removes networks; what is hidden is not measured", async () => {
  const { lab, calls, add, rows, state } = await pruned();
  add();
  const id = state().runs.networks[0]?.id ?? "";
  renameNetwork(lab, id, "  Mine ");
  renameNetwork(lab, id, "   ");
  expect(rows()[1]?.name).toBe("Mine");
  setLook(lab, { reference: id, shown: id });
  toggleNetwork(lab, id);
  // the differences of the others are no longer against it
  expect(state().view.comparing.reference).toBeNull();
  await measureNetworks(lab, "validation");
  expect(calls).not.toContain("open compare");
  toggleNetwork(lab, id);
  setLook(lab, { reference: id });
  removeNetwork(lab, id);
  expect(rows()).toHaveLength(1);
  expect(state().view.comparing).toMatchObject({ reference: null, shown: null, hidden: [] });
});

it("keeps the new name of a run that is under way, and forgets all networks with a new preparation", async () => {
  const { lab, state, add } = await pruned();
  add();
  const going = prune(lab);
  const id = state().runs.prunes[1]?.id ?? "";
  renameRun(lab, id, "Second try");
  await going;
  expect(state().runs.prunes[1]).toMatchObject({ name: "Second try", status: "done" });
  setLook(lab, { part: "test" });
  await prepareAgain(lab);
  expect(state().runs.networks).toEqual([]);
  expect(state().view.comparing.part).toBe("validation");
});
