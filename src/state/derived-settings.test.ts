import { expect, it } from "vitest";
import { setSetting } from "./actions/set-setting.ts";
import { evaluationsOf, roundEvaluationsOf } from "./derived-settings.ts";
import { holdings, smoothScript } from "./lab-fixtures.ts";
import type { LabState } from "./lab-state.ts";
import { scriptedLab } from "./scripted-host.ts";

function stateWith(players: number): { readonly state: LabState; readonly lab: ReturnType<typeof scriptedLab>["lab"] } {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({
    session: { ...session, holdings: { ...holdings, model: { ...holdings.model!, players } } },
  }));
  return { state: lab.store.getState(), lab };
}

it("spends all coalitions by default where they are few enough to be enumerated", () => {
  const { state } = stateWith(12);
  expect(evaluationsOf(state)).toBe(4096);
  expect(roundEvaluationsOf(state)).toBe(4096);
});

it("spends ten a unit, and four a round, in larger networks", () => {
  const { state } = stateWith(226);
  expect(evaluationsOf(state)).toBe(2260);
  expect(roundEvaluationsOf(state)).toBe(904);
});

it("goes back to the derived number where the person's is taken back", () => {
  const { lab } = stateWith(12);
  setSetting(lab, "evaluations", 100);
  expect(evaluationsOf(lab.store.getState())).toBe(100);
  setSetting(lab, "evaluations", null);
  expect(evaluationsOf(lab.store.getState())).toBe(4096);
});
