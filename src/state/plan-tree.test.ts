import { expect, it } from "vitest";
import { branchOff } from "./actions/branch-off.ts";
import { chooseSize } from "./actions/choose-size.ts";
import { removeRun } from "./actions/keep-runs.ts";
import { prune } from "./actions/prune.ts";
import { repair } from "./actions/repair.ts";
import { holdings, prepared, smoothScript } from "./lab-fixtures.ts";
import { type PlanNode, placedNodes, planTreeOf } from "./plan-tree.ts";
import { scriptedLab } from "./scripted-host.ts";

const outline = (nodes: readonly PlanNode[]): unknown[] =>
  nodes.map((node) => {
    const words = node.kind === "run" ? node.run.name : node.kind === "point" ? `${node.size}` : node.repair.name;
    return node.children.length === 0 ? words : [words, ...outline(node.children)];
  });

it("lists runs, the points where others go on, repairs and branches", async () => {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  const first = lab.store.getState().runs.prunes[0]!;
  chooseSize(lab, first.id, 4);
  await repair(lab);
  chooseSize(lab, first.id, 6);
  await branchOff(lab, "magnitude-l2");
  chooseSize(lab, first.id, 6);
  await branchOff(lab, "iterated-pruning");
  const { runs } = lab.store.getState();
  const [, second, third] = runs.prunes;
  const tree = planTreeOf(runs, { run: third!.id, size: 2 });
  expect(outline(tree)).toEqual([
    ["Iterated building 1", ["4", "Least-squares refit"], ["6", "Magnitude L2, global", ["Iterated pruning 1", "2"]]],
  ]);
  const open = placedNodes(tree, new Set());
  expect(open.map(({ level }) => level)).toEqual([1, 2, 3, 2, 3, 3, 4]);
  expect(open[5]).toMatchObject({ parent: `${first.id}/6`, place: 2, siblings: 2 });
  expect(
    placedNodes(tree, new Set([`${first.id}/6`]))
      .map(({ node }) => node.id)
      .slice(0, 2),
  ).toEqual([first.id, `${first.id}/4`]);
  expect(placedNodes(tree, new Set([`${first.id}/6`]))).toHaveLength(4);
  // branches stay where their run goes
  removeRun(lab, first.id);
  expect(planTreeOf(lab.store.getState().runs, null).map(({ id }) => id)).toEqual([second!.id, third!.id]);
});
