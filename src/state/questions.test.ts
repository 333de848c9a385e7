import { expect, it } from "vitest";
import { estimate } from "./actions/estimate.ts";
import { fillPool } from "./actions/fill-pool.ts";
import { findIrreplaceable } from "./actions/find-irreplaceable.ts";
import { measureInteraction } from "./actions/measure-interaction.ts";
import { measureSensitivity } from "./actions/measure-sensitivity.ts";
import { openFiles } from "./actions/open-files.ts";
import { pickByRank, pickUnits, togglePick } from "./actions/pick-units.ts";
import { setBias } from "./actions/set-bias.ts";
import { setSetting } from "./actions/set-setting.ts";
import { solveTinyGame } from "./actions/solve-tiny-game.ts";
import { sweep } from "./actions/sweep.ts";
import { blockedReason } from "./blocked.ts";
import { payoffOf, priorMasksOf, statisticOf, stopOf } from "./derived-settings.ts";
import { estimated, holdings, prepared, smoothScript } from "./lab-fixtures.ts";
import type { LabState } from "./lab-state.ts";
import { type Script, scriptedLab } from "./scripted-host.ts";
import { sensitivityBiases } from "./sensitivity-biases.ts";

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];

async function open(script: Script = smoothScript) {
  const { lab, calls } = scriptedLab(script);
  await openFiles(lab, files);
  return { lab, calls, state: (): LabState => lab.store.getState() };
}

it("fills half of the pool at the present d, or all of it evenly", async () => {
  const { lab, state } = await open();
  setBias(lab, 0.3);
  await fillPool(lab);
  expect(state().runs.pool?.spec).toMatchObject({ focus: 0.3, evaluations: 240 });
  setSetting(lab, "poolFocus", "even");
  await fillPool(lab);
  expect(state().runs.pool?.spec.focus).toBeNull();
});

it("measures sensitivity for both scopes of one pool, and lets an older pool's go", async () => {
  const { lab, state } = await open();
  expect(blockedReason(state(), "sensitivity")).toContain("Fill the pool first");
  await fillPool(lab);
  await measureSensitivity(lab);
  const { sensitivity, otherSensitivity } = state().runs;
  expect([sensitivity?.spec.scope, otherSensitivity?.spec.scope]).toEqual(["layer-wise", "global"]);
  setSetting(lab, "target", 5);
  const again = measureSensitivity(lab);
  expect(state().runs.otherSensitivity).toBeNull();
  await again;
  expect(state().runs.otherSensitivity?.spec.target).toBe(5);
});

it("compares tenths of d, and the present d where it is none of them", async () => {
  const { lab, state } = await open();
  setBias(lab, 0.225);
  expect(sensitivityBiases(state())).toEqual([0.1, 0.2, 0.225, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  setBias(lab, 0.95);
  expect(sensitivityBiases(state())).toHaveLength(9);
});

it("keeps the other sweep where only the rescaling changed", async () => {
  const { lab, state } = await open();
  await sweep(lab);
  expect(state().runs.otherSweep).toBeNull();
  setSetting(lab, "rescaled", false);
  await sweep(lab);
  expect(state().runs.otherSweep?.spec.settings.rescaled).toBe(true);
  await sweep(lab);
  expect(state().runs.otherSweep?.spec.settings.rescaled).toBe(true);
});

it("picks up to twelve units, by rank or one by one", async () => {
  const { lab, state } = await open();
  pickByRank(lab, "top");
  expect(state().view.picked).toEqual([]);
  await estimate(lab);
  pickByRank(lab, "top", 3);
  expect(state().view.picked).toEqual([0, 1, 2]);
  pickByRank(lab, "bottom", 2);
  togglePick(lab, 4);
  togglePick(lab, 10);
  expect(state().view.picked).toEqual([11, 4]);
  pickUnits(
    lab,
    Array.from({ length: 20 }, (_, unit) => unit),
  );
  expect(state().view.picked).toHaveLength(12);
});

it("asks for two units before their interaction, and for the least core nothing", async () => {
  const { lab, state } = await open();
  pickUnits(lab, [5]);
  expect(blockedReason(state(), "interaction")).toBe("Choose two units or more.");
  togglePick(lab, 2);
  expect(blockedReason(state(), "interaction")).toBeNull();
  await measureInteraction(lab);
  expect(state().runs.interaction?.spec).toMatchObject({ units: [2, 5], evaluations: 160 });
  await findIrreplaceable(lab);
  expect(state().runs.irreplaceability?.status).toBe("done");
});

it("solves a textbook game without files, and keeps it when files come", async () => {
  const { lab } = scriptedLab(smoothScript);
  expect(blockedReason(lab.store.getState(), "tiny")).toBeNull();
  await solveTinyGame(lab);
  expect(lab.store.getState().runs.tiny).toMatchObject({ status: "done", spec: { game: { name: "gloves" } } });
  await openFiles(lab, files);
  expect(lab.store.getState().runs.tiny?.status).toBe("done");
  setSetting(lab, "tinyGame", "units");
  expect(blockedReason(lab.store.getState(), "tiny")).toBe("Choose the units that play.");
  pickUnits(lab, [3, 1]);
  await solveTinyGame(lab);
  expect(lab.store.getState().runs.tiny?.spec.game).toEqual({ kind: "units", units: [1, 3], others: "present" });
  await openFiles(lab, files);
  expect(lab.store.getState().runs.tiny).not.toBeNull();
});

it("keeps the looks at an estimate on its way, and begins anew with the next", async () => {
  const steps = [64, 128, 192, 256].map((evaluations) => ({ ...estimated, evaluations }));
  const first = { ...estimated, estimator: "gradient-prior", evaluations: 0 };
  const { lab, state } = await open({ ...smoothScript, estimate: () => [first, ...steps] });
  await estimate(lab);
  expect(state().runs.history.at(-1)?.evaluations).toBe(256);
  expect(state().runs.history.every((look) => look.estimator !== "gradient-prior")).toBe(true);
  const again = estimate(lab);
  expect(state().runs.history).toEqual([]);
  await again;
});

it("stops as the settings say", async () => {
  const { lab, state } = await open();
  setSetting(lab, "evaluations", 500);
  expect(stopOf(state())).toEqual({ kind: "evaluations", evaluations: 500 });
  setSetting(lab, "stop", "seconds");
  expect(stopOf(state())).toEqual({ kind: "seconds", seconds: 60, evaluations: 500 });
  setSetting(lab, "stop", "settled");
  setSetting(lab, "tolerance", 0.01);
  expect(stopOf(state())).toEqual({ kind: "settled", count: 6, tolerance: 0.01, focused: false, evaluations: 500 });
});

it.each([
  ["agreement", "agreement", "vote-disagreement"],
  ["explained-variance", "explained-variance", "predictive-variance"],
] as const)(
  "measures %s by what the data allow, without a first ranking by gradients",
  async (measure, payoff, statistic) => {
    const { state } = await open({ ...smoothScript, prepare: () => [{ ...prepared, measure }] });
    expect(payoffOf(state())).toBe(payoff);
    expect(statisticOf(state())).toBe(statistic);
    expect(priorMasksOf(state())).toBe(0);
  },
);

it("offers the pool to networks that it can serve", async () => {
  const model = { ...holdings.model!, players: 1001 };
  const { state } = await open({ ...smoothScript, open: () => [{ ...holdings, model }] });
  expect(blockedReason(state(), "pool")).toContain("up to 1,000 units");
  expect(blockedReason(state(), "estimate")).toBeNull();
});
