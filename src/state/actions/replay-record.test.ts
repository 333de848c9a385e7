import { expect, it } from "vitest";
import type { Failure } from "../../core/failure.ts";
import { holdings, prepared, smoothScript, trail } from "../lab-fixtures.ts";
import { wantedBy, whyNoReplay } from "../replay.ts";
import { runRecordText } from "../run-record-of.ts";
import { scriptedLab } from "../scripted-host.ts";
import { appraiseChosen } from "./appraise.ts";
import { openFiles } from "./open-files.ts";
import { takeFiles } from "./open-record.ts";
import { prune } from "./prune.ts";
import { repair } from "./repair.ts";
import { replayRecord } from "./replay-record.ts";
import { setSetting } from "./set-setting.ts";

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const asFile = (text: string, name = "run.json") => ({ name, blob: new Blob([text]) });

/** The record of a run that was pruned, repaired and read, made with seed 7. */
async function recorded(): Promise<string> {
  const { lab } = scriptedLab(smoothScript);
  setSetting(lab, "seed", 7);
  setSetting(lab, "masks", 12);
  await openFiles(lab, files);
  await prune(lab);
  await repair(lab);
  await appraiseChosen(lab);
  const text = runRecordText(lab.store.getState(), new Date(0));
  if (text === null) throw new Error("nothing was recorded");
  return text;
}

it("a record waits for its files, brings its settings, and comes out the same when it is replayed", async () => {
  const { lab, calls } = scriptedLab(smoothScript);
  await takeFiles(lab, [asFile(await recorded())]);
  const waiting = lab.store.getState();
  expect(wantedBy(waiting.replay!.record, waiting)).toEqual([
    { what: "network", name: "small", hash: "aa", instead: null },
    { what: "dataset", name: "digits", hash: "bb", instead: null },
  ]);
  expect(waiting.settings).toMatchObject({ seed: 7, calibration: 100, backend: "wasm", target: 6 });
  await replayRecord(lab);
  expect(calls).toEqual([]);

  await takeFiles(lab, files);
  expect(whyNoReplay(lab.store.getState())).toBeNull();
  calls.length = 0;
  await replayRecord(lab);
  const { replay, runs } = lab.store.getState();
  expect(replay?.failure).toBeNull();
  expect(calls.filter((call) => call.startsWith("open "))).toEqual([
    "open prepare",
    "open sweep",
    "open prune",
    "open repair",
    "open appraise",
  ]);
  expect(runs.prunes[0]?.spec).toMatchObject({ seed: 7, settings: { strategy: "iterated-building", target: 6 } });
  expect(runs.prepare?.spec).toMatchObject({ seed: 1, prefer: "wasm", calibration: 100, validation: 100, test: 100 });
  expect(replay?.outcome?.tolerance).toContain("last digit");
  expect(replay?.outcome?.figures.length).toBeGreaterThan(10);
  expect(replay?.outcome?.figures.filter(({ within }) => !within)).toEqual([]);
});

it("says figure by figure what came out otherwise", async () => {
  const text = await recorded();
  const points = trail.points.map((point) => ({ ...point, accuracy: point.accuracy - 0.01 }));
  const { lab } = scriptedLab({ ...smoothScript, prune: () => [{ ...trail, points }] });
  await takeFiles(lab, [asFile(text), ...files]);
  await replayRecord(lab);
  const outside = lab.store.getState().replay?.outcome?.figures.filter(({ within }) => !within) ?? [];
  expect(outside.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^Validation figure where it differs most/),
    "Chosen network, validation examples",
  ]);
  expect(outside[1]?.difference).toBeCloseTo(0.01, 9);
});

it("names what it waits for where other files are there, and brings settings that belong to a network with its files", async () => {
  let opened = 0;
  const other = { ...holdings, model: { ...holdings.model!, hash: "other" } };
  const { lab } = scriptedLab({ ...smoothScript, open: () => [opened++ === 0 ? other : holdings] });
  await openFiles(lab, files);
  const record = JSON.parse(await recorded());
  record.prune.settings.rules = [{ group: "conv1", least: 2 }];
  await takeFiles(lab, [asFile(JSON.stringify(record))]);
  const state = lab.store.getState();
  expect(wantedBy(state.replay!.record, state)).toEqual([
    { what: "network", name: "small", hash: "aa", instead: "other" },
  ]);
  expect(whyNoReplay(state)).toContain("Waits for the files");
  await takeFiles(lab, files);
  expect(lab.store.getState().settings.rules).toEqual([{ group: "conv1", least: 2 }]);
  expect(whyNoReplay(lab.store.getState())).toBeNull();
});

it("a step that fails ends the replay with its failure and no table", async () => {
  const failure: Failure = { kind: "out-of-memory", message: "There is no room." };
  const { lab } = scriptedLab({ ...smoothScript, prune: () => [failure] });
  await takeFiles(lab, [asFile(await recorded()), ...files]);
  await replayRecord(lab);
  expect(lab.store.getState().replay).toMatchObject({ stage: null, failure, outcome: null });
});

it.each([
  ["sweep.settings.masks", 1e12, "masks"],
  ["prune.seed", -1, "seed"],
  ["sweep.seed", 0.5, "seed"],
  ["prune.settings.target", 0, "target"],
  ["split.validation", 1e99, "validation"],
  ["prune.settings.index.bias", 7, "bias"],
  ["pairing.values.scale", [0], "pairing"],
  ["repair", [{}], "repair[0].seed"],
  ["figures", "none", "figures"],
])("a record whose %s is %j is refused with a sentence, and nothing changes", async (path, value, named) => {
  const record = JSON.parse(await recorded());
  const steps = path.split(".");
  const last = steps.pop()!;
  steps.reduce((at, step) => at[step], record)[last] = value;
  const { lab, calls } = scriptedLab(smoothScript);
  const before = lab.store.getState().settings;
  await takeFiles(lab, [asFile(JSON.stringify(record))]);
  const { session, settings, replay } = lab.store.getState();
  expect(replay).toBeNull();
  expect(settings).toBe(before);
  expect(calls).toEqual([]);
  expect(session.failure?.message).toMatch(/^The record has .*\.$/);
  expect(`${session.failure?.message} ${session.failure?.where}`).toContain(named);
});

it("other JSON and HTML files are opened as before", async () => {
  const { lab } = scriptedLab(smoothScript);
  await takeFiles(lab, [asFile("{}", "model.json"), asFile("<html></html>", "page.html")]);
  const { replay, session, runs } = lab.store.getState();
  expect(replay).toBeNull();
  expect(session.failure).toBeNull();
  expect(runs.open?.spec.files.map(({ name }) => name)).toEqual(["model.json", "page.html"]);
  expect(session.prepared).toEqual(prepared);
});
