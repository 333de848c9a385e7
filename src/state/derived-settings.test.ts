import { expect, it } from "vitest";
import { setSetting } from "./actions/set-setting.ts";
import { blockedReason } from "./blocked.ts";
import { strategySettingsOf } from "./derived-pruning.ts";
import { evaluationsOf, largestGameOf, playsOf, roundEvaluationsOf } from "./derived-settings.ts";
import { estimateSpecOf, sameEstimate } from "./estimate-spec.ts";
import { holdings, prepared, smoothScript } from "./lab-fixtures.ts";
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

it("one layer at a time is another estimate, whose games are the layers", () => {
  const { lab } = stateWith(12);
  const together = estimateSpecOf(lab.store.getState());
  expect(together.plays).toBeUndefined();
  setSetting(lab, "plays", "layer-by-layer");
  const state = lab.store.getState();
  expect([playsOf(state), largestGameOf(state)]).toEqual(["layer-by-layer", 8]);
  // all coalitions of four filters and of eight neurons
  expect(evaluationsOf(state)).toBe(16 + 256);
  const layered = estimateSpecOf(state);
  expect(layered.plays).toBe("layer-by-layer");
  expect(sameEstimate(together, { ...layered, stop: together.stop })).toBe(false);
  // a pool serves all units together
  setSetting(lab, "ranking", "pool");
  expect(playsOf(lab.store.getState())).toBe("together");
});

it("top-n waits for the powers of one layer at a time, and scales them where units compete globally", () => {
  const { lab } = stateWith(12);
  lab.store.setState(({ session }) => ({ session: { ...session, prepared } }));
  setSetting(lab, "strategy", "top-n");
  expect(strategySettingsOf(lab.store.getState()).normalised).toBeUndefined();
  expect(blockedReason(lab.store.getState(), "prune")).toBeNull();
  setSetting(lab, "plays", "layer-by-layer");
  expect(strategySettingsOf(lab.store.getState()).normalised).toBe(true);
  expect(blockedReason(lab.store.getState(), "prune")).toMatch(/Estimate power first/);
  setSetting(lab, "scope", "layer-wise");
  expect(strategySettingsOf(lab.store.getState()).normalised).toBeUndefined();
  setSetting(lab, "strategy", "iterated-building");
  expect(blockedReason(lab.store.getState(), "prune")).toBeNull();
});
