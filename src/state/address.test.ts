import { expect, it } from "vitest";
import { openAsked } from "./actions/open-asked.ts";
import { openFiles } from "./actions/open-files.ts";
import { openSample } from "./actions/open-sample.ts";
import { setSetting } from "./actions/set-setting.ts";
import { addressOf, asksForSample } from "./address.ts";
import { holdings, smoothScript } from "./lab-fixtures.ts";
import { sampleFiles } from "./sample.ts";
import { scriptedLab } from "./scripted-host.ts";
import { readSettings } from "./settings.ts";

const kept = sampleFiles.map((_, place) => place);
const script = { ...smoothScript, open: () => [{ ...holdings, kept }] };

function labWithSample() {
  const { lab } = scriptedLab(script);
  const fetched: string[] = [];
  const fetchBlob = async (address: string) => {
    fetched.push(address);
    return new Blob(["x"]);
  };
  return { lab: Object.assign(lab, { fetchBlob }), fetched };
}

it("the address of the sample leads to the sample and its settings again", async () => {
  const { lab } = labWithSample();
  expect(addressOf(lab.store.getState())).toBe("");
  await openSample(lab);
  setSetting(lab, "seed", 7);
  setSetting(lab, "fractions", [0.25, 1]);
  const address = addressOf(lab.store.getState());
  expect(address).toBe("?sample&seed=7&fractions=0.25,1");

  const next = labWithSample();
  const { settings, notes } = readSettings(address);
  expect(notes).toEqual([]);
  expect(settings).toMatchObject({ seed: 7, fractions: [0.25, 1] });
  await openAsked(next.lab, address);
  expect(next.fetched).toEqual([...sampleFiles]);
  expect(next.lab.store.getState().runs.sweep?.status).toBe("done");
});

it("says nothing of files of one's own", async () => {
  const { lab } = labWithSample();
  await openFiles(lab, [{ name: "patients of 2026.csv", blob: new Blob(["x"]) }]);
  setSetting(lab, "seed", 7);
  expect(addressOf(lab.store.getState())).toBe("?seed=7");
});

it("does not take the place of files that are there, and says so", async () => {
  const { lab, fetched } = labWithSample();
  await openFiles(lab, [{ name: "own.zip", blob: new Blob(["x"]) }]);
  await openAsked(lab, "?sample");
  expect(fetched).toEqual([]);
  expect(lab.store.getState().settingNotes).toEqual([expect.stringContaining("they stay")]);
});

it("opens nothing where the address does not ask for it, or the sample is there", async () => {
  const { lab, fetched } = labWithSample();
  expect(asksForSample("?seed=7")).toBe(false);
  await openAsked(lab, "?seed=7");
  expect(fetched).toEqual([]);
  await openSample(lab);
  await openAsked(lab, "?sample&seed=7");
  expect(fetched).toHaveLength(sampleFiles.length);
  expect(lab.store.getState().settingNotes).toEqual([]);
});
