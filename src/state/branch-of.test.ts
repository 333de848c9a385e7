import { expect, it } from "vitest";
import type { Jobs } from "../jobs/contract.ts";
import { branchOff } from "./actions/branch-off.ts";
import { chooseSize } from "./actions/choose-size.ts";
import { lockUnit } from "./actions/lock-unit.ts";
import { prune } from "./actions/prune.ts";
import { branchOf, type PossibleBranch } from "./branch-of.ts";
import { holdings, prepared, smoothScript } from "./lab-fixtures.ts";
import { scriptedLab } from "./scripted-host.ts";

/** A lab whose chosen point has the first 6 of 12 units: all of conv1, two of dense1. */
async function prunedLab(specs: Jobs["prune"]["spec"][] = []) {
  const script = {
    ...smoothScript,
    prune: (spec: Jobs["prune"]["spec"]) => {
      specs.push(spec);
      return smoothScript.prune();
    },
  };
  const { lab } = scriptedLab(script);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  return lab;
}

it("goes on from the chosen point, as a run that knows where it began", async () => {
  const specs: Jobs["prune"]["spec"][] = [];
  const lab = await prunedLab(specs);
  const first = lab.store.getState().runs.prunes[0]!;
  await branchOff(lab, "iterated-pruning", 3);
  expect(specs[1]!.settings).toMatchObject({
    strategy: "iterated-pruning",
    target: 3,
    rules: [{ group: "dense1", drop: [2, 3, 4, 5, 6, 7] }],
  });
  const branch = lab.store.getState().runs.prunes[1]!;
  expect(branch.origin?.branch).toEqual({ run: first.id, name: first.name, size: 6 });
  expect(lab.store.getState().settings.strategy).toBe("iterated-building");
  chooseSize(lab, branch.id, 6);
  await branchOff(lab, "greedy-building", 99);
  expect(specs[2]!.settings).toMatchObject({
    target: 12,
    rules: [
      { group: "conv1", keep: [0, 1, 2, 3] },
      { group: "dense1", keep: [0, 1] },
    ],
  });
});

it("chooses a number of units that the branch can come to", async () => {
  const lab = await prunedLab();
  expect((branchOf(lab.store.getState(), "top-n", null) as PossibleBranch).settings.target).toBe(3);
  expect((branchOf(lab.store.getState(), "iterated-building", null) as PossibleBranch).settings.target).toBe(9);
  expect((branchOf(lab.store.getState(), "magnitude-l2", 1) as PossibleBranch).settings.target).toBe(2);
});

it("says why it cannot go on", async () => {
  const { lab: empty } = scriptedLab({});
  expect(branchOf(empty.store.getState(), "top-n", null)).toBe("Prune first, then choose a size.");
  const lab = await prunedLab();
  lockUnit(lab, 8, "in");
  expect(branchOf(lab.store.getState(), "iterated-pruning", null)).toContain(
    "Unit 5 of “dense1” is locked in, and this point has lost it.",
  );
  expect(typeof branchOf(lab.store.getState(), "iterated-building", null)).toBe("object");
  await branchOff(lab, "iterated-pruning");
  expect(lab.store.getState().runs.prunes).toHaveLength(1);
});
