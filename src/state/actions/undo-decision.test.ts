import { expect, it } from "vitest";
import { chosenPointOf } from "../chosen-point.ts";
import { decisionsOf } from "../decisions.ts";
import { discard } from "../downstream.ts";
import { holdings, prepared, smoothScript } from "../lab-fixtures.ts";
import { scriptedLab } from "../scripted-host.ts";
import { chooseSize } from "./choose-size.ts";
import { removeRun } from "./keep-runs.ts";
import { lockUnit } from "./lock-unit.ts";
import { prune } from "./prune.ts";
import { repair } from "./repair.ts";
import { clearRules, setRule } from "./set-rule.ts";
import { redoDecision, undoDecision } from "./undo-decision.ts";

/** A lab with two runs through 2, 4 and 6 units, and a clock that is set by hand. */
async function prunedLab() {
  const { lab: made } = scriptedLab(smoothScript);
  const clock = { now: 10_000 };
  const lab = Object.assign(made, { now: () => clock.now });
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  await prune(lab);
  const [one, other] = lab.store.getState().runs.prunes;
  return { lab, clock, one: one!.id, other: other!.id, state: () => lab.store.getState() };
}

it("takes back choices of points and makes them again; those that follow at once are one", async () => {
  const { lab, clock, one, other, state } = await prunedLab();
  chooseSize(lab, one, 2);
  clock.now += 1200;
  chooseSize(lab, one, 4);
  clock.now += 5000;
  chooseSize(lab, one, 6);
  expect(decisionsOf(state()).past.map(({ words }) => words)).toEqual([
    "the choice of 4 units of Iterated building 1",
    "the choice of 6 units of Iterated building 1",
  ]);
  undoDecision(lab);
  expect(state().view.chosen).toEqual({ run: one, size: 4 });
  undoDecision(lab);
  expect(state().view.chosen).toBeNull();
  expect(chosenPointOf(state())?.run.id).toBe(other);
  undoDecision(lab);
  redoDecision(lab);
  expect(state().view.chosen).toEqual({ run: one, size: 4 });
  chooseSize(lab, other, 2);
  redoDecision(lab);
  expect(state().view.chosen).toEqual({ run: other, size: 2 });
});

it("takes back locks one by one, and rules", async () => {
  const { lab, state } = await prunedLab();
  lockUnit(lab, 0, "in");
  lockUnit(lab, 1, "out");
  setRule(lab, "dense1", { least: 2 });
  setRule(lab, "dense1", { least: 3 });
  clearRules(lab);
  const seen = [state().settings.rules];
  for (let step = 0; step < 4; step++) {
    undoDecision(lab);
    seen.push(state().settings.rules);
  }
  const locked = { group: "conv1", keep: [0], drop: [1] };
  expect(seen).toEqual([[], [locked, { group: "dense1", least: 3 }], [locked], [{ group: "conv1", keep: [0] }], []]);
  redoDecision(lab);
  expect(state().settings.rules).toEqual([{ group: "conv1", keep: [0] }]);
});

it("brings a removed run back to its place, with its repairs and as the chosen one", async () => {
  const { lab, one, other, state } = await prunedLab();
  chooseSize(lab, one, 4);
  await repair(lab);
  const before = state();
  expect(before.runs.repairs).toHaveLength(1);
  removeRun(lab, one);
  expect(state().runs.prunes.map(({ id }) => id)).toEqual([other]);
  expect(state().runs.repairs).toEqual([]);
  expect(state().view.chosen).toBeNull();
  undoDecision(lab);
  expect(state().runs.prunes).toEqual(before.runs.prunes);
  expect(state().runs.repairs).toEqual(before.runs.repairs);
  expect(state().view.chosen).toEqual({ run: one, size: 4 });
  redoDecision(lab);
  expect(state().runs.prunes.map(({ id }) => id)).toEqual([other]);
});

it("a run that was removed while it went on comes back as cancelled", async () => {
  const { lab, state } = await prunedLab();
  const third = prune(lab);
  const id = state().runs.prunes[2]!.id;
  removeRun(lab, id);
  undoDecision(lab);
  await third;
  expect(state().runs.prunes[2]).toMatchObject({ id, status: "cancelled" });
  expect(state().runs.active).toBeNull();
});

it("remembers a hundred decisions, and none of another network", async () => {
  const { lab, clock, one, state } = await prunedLab();
  for (let turn = 0; turn < 120; turn++) {
    clock.now += 3000;
    chooseSize(lab, one, turn % 2 === 0 ? 2 : 4);
  }
  expect(decisionsOf(state()).past).toHaveLength(100);
  discard(lab, "holdings");
  expect(decisionsOf(state())).toEqual({ past: [], future: [] });
  undoDecision(lab);
  expect(state().view.chosen).toBeNull();
});
