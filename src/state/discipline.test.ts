import { expect, it } from "vitest";
import type { Jobs } from "../jobs/contract.ts";
import { appraiseChosen } from "./actions/appraise.ts";
import { chooseSize } from "./actions/choose-size.ts";
import { removeRun } from "./actions/keep-runs.ts";
import { openFiles } from "./actions/open-files.ts";
import { prepareAgain } from "./actions/prepare-again.ts";
import { prune } from "./actions/prune.ts";
import { repair, undoRepair } from "./actions/repair.ts";
import { setSetting } from "./actions/set-setting.ts";
import { choiceSign, epochsSign, readingsSign, splitSigns } from "./discipline.ts";
import { prepared, smoothScript, trail } from "./lab-fixtures.ts";
import { runRecordOf } from "./run-record-of.ts";
import { type Script, scriptedLab } from "./scripted-host.ts";
import { startRun } from "./start-run.ts";

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];

async function pruned(script: Script = smoothScript) {
  const { lab } = scriptedLab(script);
  await openFiles(lab, files);
  await prune(lab);
  const run = lab.store.getState().runs.prunes[0]?.id ?? "";
  const sign = () => readingsSign(lab.store.getState());
  const readings = () => lab.store.getState().runs.readings;
  return { lab, run, sign, readings };
}

it("says nothing while only the chosen network's test figure was read, however often", async () => {
  const { lab, sign, readings } = await pruned();
  expect(sign()).toBeNull();
  await appraiseChosen(lab);
  await appraiseChosen(lab);
  expect(readings()).toHaveLength(1);
  expect(sign()).toBeNull();
});

it("warns once a choice follows a reading, and more so once both were read", async () => {
  const { lab, run, sign, readings } = await pruned();
  await appraiseChosen(lab);
  chooseSize(lab, run, 4);
  expect(sign()).toMatchObject({ kind: "several-readings", severity: "notice" });
  await appraiseChosen(lab);
  expect(readings()).toHaveLength(2);
  expect(sign()).toMatchObject({ kind: "several-readings", severity: "warning" });
  expect(sign()?.sentence).toContain("of 2 networks");
});

it("counts a repaired network apart, and forgets no reading with the step, the run or the preparation", async () => {
  const { lab, run, sign, readings } = await pruned();
  await appraiseChosen(lab);
  await repair(lab);
  expect(sign()?.severity).toBe("notice");
  await appraiseChosen(lab);
  expect(readings()).toHaveLength(2);
  undoRepair(lab);
  expect(sign()?.sentence).toContain("of 2 networks");
  removeRun(lab, run);
  expect(readings()).toHaveLength(2);
  await prepareAgain(lab);
  expect(readings()).toHaveLength(2);
  await openFiles(lab, files);
  expect(readings()).toHaveLength(2);
});

it("counts a comparison on test examples as a reading, and one on validation examples not", async () => {
  const figure = { value: 0.9, interval: [0.88, 0.92] as const, examples: 100 };
  const compared = (part: "validation" | "test") =>
    ({ part, pruned: figure, full: figure }) as unknown as Jobs["compare"]["answer"];
  const { lab, readings } = await pruned({ ...smoothScript, compare: ({ part }) => [compared(part)] });
  const selection = trail.selection;
  await startRun(lab, "compare", "one", { selection, part: "validation", shown: 0 });
  expect(readings()).toHaveLength(0);
  await startRun(lab, "compare", "one", { selection, part: "test", shown: 0 });
  expect(readings()).toHaveLength(1);
  await appraiseChosen(lab);
  expect(readings()).toHaveLength(1);
});

it("records the readings, the answer and which examples every figure is of", async () => {
  const { lab, run } = await pruned();
  await appraiseChosen(lab);
  chooseSize(lab, run, 4);
  await appraiseChosen(lab);
  setSetting(lab, "trainingSaw", "training-files");
  const record = runRecordOf(lab.store.getState(), new Date(0));
  expect(record?.discipline).toMatchObject({ trainingSaw: "training-files", rankedFrom: null, testReadings: 2 });
  expect(record?.discipline?.bestTooGoodBy).toBeCloseTo((0.02 / 1.96) * 0.564, 3);
  expect(record?.figures.of?.trail).toEqual({ part: "validation", examples: 100 });
  expect(record?.figures.of?.test).toEqual({ part: "test", examples: 100 });
});

it("speaks of what training saw, by the person's answer and by where the files put the examples", () => {
  const from = (rankedFrom: "training-files" | "test-files" | null) =>
    prepared.split && { ...prepared, split: { ...prepared.split, rankedFrom } };
  const kinds = (signs: ReturnType<typeof splitSigns>) => signs.map(({ kind, severity }) => `${kind} ${severity}`);
  expect(kinds(splitSigns(from("training-files"), "training-files"))).toEqual(["training-saw warning"]);
  expect(kinds(splitSigns(from("test-files"), "training-files"))).toEqual([]);
  expect(kinds(splitSigns(from(null), "unknown"))).toEqual(["training-saw notice"]);
  expect(kinds(splitSigns(from(null), "none"))).toEqual([]);
  expect(splitSigns(null, "unknown")).toEqual([]);
});

it("says where validation examples cannot tell the chosen run from another of its size", async () => {
  const { lab, run } = await pruned();
  const sign = () => choiceSign(lab.store.getState());
  expect(sign()).toBeNull();
  await prune(lab);
  expect(sign()?.kind).toBe("coarse-validation");
  expect(sign()?.sentence).toContain(lab.store.getState().runs.prunes[0]?.name);
  chooseSize(lab, run, 4);
  expect(sign()?.sentence).toContain(lab.store.getState().runs.prunes[1]?.name);
});

it("says that validation examples chose the epoch of a fine-tuned network, and not of a refitted one", async () => {
  const { lab, run } = await pruned();
  await repair(lab);
  expect(epochsSign(lab.store.getState(), run, 6)).toBeNull();
  setSetting(lab, "repairKind", "fine-tune");
  await repair(lab);
  expect(epochsSign(lab.store.getState(), run, 6)?.sentence).toMatch(/^Epoch 2 of 2 was kept/);
});
