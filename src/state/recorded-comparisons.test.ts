import { expect, it } from "vitest";
import { decodeRunRecord } from "../core/experiment/decode-run-record.ts";
import { addNetwork } from "./actions/compare-networks.ts";
import { measureLatency, measureNetworks } from "./actions/measure-networks.ts";
import { openFiles } from "./actions/open-files.ts";
import { prune } from "./actions/prune.ts";
import { repair } from "./actions/repair.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { smoothScript } from "./lab-fixtures.ts";
import { recordedComparisonsOf } from "./recorded-comparisons.ts";
import { runRecordText } from "./run-record-of.ts";
import { scriptedLab } from "./scripted-host.ts";

async function pruned() {
  const { lab } = scriptedLab(smoothScript);
  await openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]);
  await prune(lab);
  const recorded = () => recordedComparisonsOf(lab.store.getState());
  const add = () => {
    const chosen = chosenPointOf(lab.store.getState());
    if (!chosen?.point) throw new Error("nothing was pruned");
    addNetwork(lab, chosen.run.id, chosen.point);
  };
  return { lab, recorded, add };
}

it("records nothing while the chosen network was not compared", async () => {
  const { recorded, add } = await pruned();
  expect(recorded()).toEqual({});
  add();
  expect(recorded()).toEqual({});
});

it("records what was measured of the chosen network, in words that a record can be read from", async () => {
  const { lab, recorded, add } = await pruned();
  add();
  await measureNetworks(lab, "validation");
  await measureNetworks(lab, "test");
  await measureLatency(lab);
  const [network] = lab.store.getState().runs.networks;
  const { comparisons = [], latencies = [] } = recorded();
  expect(comparisons.map(({ part }) => part)).toEqual(["validation", "test"]);
  expect(comparisons[1]?.accuracy.pruned).toEqual(network?.compared.test?.pruned);
  expect(comparisons[1]?.flipped).toEqual(network?.compared.test?.flipped);
  expect(comparisons[1]?.calibration?.pruned.error).toBe(network?.compared.test?.reliability?.pruned.error);
  expect(latencies).toHaveLength(1);
  expect(latencies[0]?.time.full).toEqual(network?.latencies[0]?.full);
  const { figures } = decodeRunRecord(runRecordText(lab.store.getState(), new Date(0)) ?? "");
  expect(figures.comparisons).toEqual(comparisons);
  expect(figures.latencies).toEqual(latencies);
});

it("does not take the figures of the network as it was cut for those of the repaired one", async () => {
  const { lab, recorded, add } = await pruned();
  add();
  await measureNetworks(lab, "validation");
  expect(recorded().comparisons).toHaveLength(1);
  await repair(lab);
  expect(recorded()).toEqual({});
  add();
  await measureNetworks(lab, "validation");
  const repaired = lab.store.getState().runs.networks.at(-1);
  expect(repaired?.repair).not.toBeNull();
  expect(recorded().comparisons?.[0]?.accuracy.pruned).toEqual(repaired?.compared.validation?.pruned);
});
