import { expect, it } from "vitest";
import { partnersOf } from "../branch-partner.ts";
import { holdings, prepared, smoothScript } from "../lab-fixtures.ts";
import { scriptedLab } from "../scripted-host.ts";
import { branchOff } from "./branch-off.ts";
import { chooseSize } from "./choose-size.ts";
import { compareBranches } from "./compare-branches.ts";
import { prune } from "./prune.ts";

it("puts the chosen point beside the nearest one of the run that it branched off from, and measures both", async () => {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await compareBranches(lab, null);
  expect(lab.store.getState().runs.networks).toEqual([]);
  await prune(lab);
  await branchOff(lab, "iterated-pruning");
  await prune(lab);
  const [first, branch, other] = lab.store.getState().runs.prunes;
  chooseSize(lab, branch!.id, 4);
  expect(partnersOf(lab.store.getState()).map(({ id }) => id)).toEqual([first!.id, other!.id]);
  await compareBranches(lab, null);
  const { networks } = lab.store.getState().runs;
  expect(networks.map(({ run, size }) => [run, size])).toEqual([
    [branch!.id, 4],
    [first!.id, 4],
  ]);
  expect(networks.every(({ compared }) => compared.validation !== undefined)).toBe(true);
  await compareBranches(lab, other!.id);
  expect(lab.store.getState().runs.networks.map(({ run }) => run)).toEqual([branch!.id, first!.id, other!.id]);
});
