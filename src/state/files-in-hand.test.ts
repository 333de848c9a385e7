import { describe, expect, it, vi } from "vitest";
import type { Failure } from "../core/failure.ts";
import type { DroppedFile, Holdings } from "../jobs/contract.ts";
import { estimate } from "./actions/estimate.ts";
import { openFiles } from "./actions/open-files.ts";
import { holdings, smoothScript } from "./lab-fixtures.ts";
import { scriptedLab } from "./scripted-host.ts";

const file = (name: string): DroppedFile => ({ name, blob: new Blob([name]) });
const [network, weights, table, picture] = ["model.json", "weights.bin", "digits.csv", "cat.jpg"].map(file) as [
  DroppedFile,
  DroppedFile,
  DroppedFile,
  DroppedFile,
];

/** Opens as the worker does: the network needs its weights, pictures are refused, all else is kept. */
function opener() {
  const specs: { names: readonly string[]; known: number }[] = [];
  const open = ({ files, known }: { files: readonly DroppedFile[]; known: number }): readonly Holdings[] => {
    const names = files.map(({ name }) => name);
    specs.push({ names, known });
    const kept = names.flatMap((name, place) => (name.endsWith(".jpg") ? [] : [place]));
    return [
      {
        ...holdings,
        model: names.includes("model.json") && names.includes("weights.bin") ? holdings.model : null,
        dataset: names.includes("digits.csv") ? holdings.dataset : null,
        kept,
      },
    ];
  };
  return { open, specs };
}

describe("overlapping drops", () => {
  it("are opened one after the other, each with what the ones before it left", async () => {
    const { open, specs } = opener();
    const { lab } = scriptedLab({ ...smoothScript, open });
    const drops = [[network], [picture], [weights], [table]].map((files) => openFiles(lab, files));
    expect(lab.store.getState().session.files).toEqual([network, picture, weights, table]);
    await Promise.all(drops);
    expect(specs).toEqual([
      { names: ["model.json"], known: 0 },
      { names: ["model.json", "cat.jpg"], known: 1 },
      { names: ["model.json", "weights.bin"], known: 1 },
      { names: ["model.json", "weights.bin", "digits.csv"], known: 2 },
    ]);
    const { session, runs } = lab.store.getState();
    expect(session.files).toEqual([network, weights, table]);
    expect(session.known).toBe(3);
    expect(runs.sweep?.status).toBe("done");
  });

  it("survive a worker that is lost while the first is opened", async () => {
    const lost: Failure = { kind: "worker-lost", message: "The worker that computes has stopped." };
    const { open, specs } = opener();
    const { lab } = scriptedLab({ open: () => [lost] }, { ...smoothScript, open });
    await Promise.all([openFiles(lab, [network]), openFiles(lab, [weights, table])]);
    expect(lab.store.getState().runs.open?.failure).toBeNull();
    expect(specs).toEqual([
      { names: ["model.json"], known: 0 },
      { names: ["model.json", "weights.bin", "digits.csv"], known: 1 },
    ]);
    expect(lab.store.getState().runs.sweep?.status).toBe("done");
  });
});

describe("a drop while a long run is under way", () => {
  const long = () => Array.from({ length: 300 }, () => ({ ...smoothScript.estimate()[0] }));

  it("waits for the step in flight, and the run goes on where nothing was replaced", async () => {
    const { open } = opener();
    const { lab, calls } = scriptedLab({ ...smoothScript, open, estimate: long });
    await openFiles(lab, [network, weights, table]);
    const life = estimate(lab);
    await vi.waitFor(() => expect(calls.filter((call) => call === "next estimate").length).toBeGreaterThan(2), {
      interval: 1,
    });
    const before = calls.length;
    await openFiles(lab, [picture]);
    expect(lab.store.getState().runs.estimate?.status).toBe("running");
    const during = calls.slice(before, calls.lastIndexOf("close open") + 1);
    expect(during.slice(during.indexOf("open open"))).toEqual(["open open", "next open", "close open"]);
    await life;
    expect(lab.store.getState().runs.estimate?.status).toBe("done");
    expect(lab.store.getState().session.notice).toBeNull();
  });

  it("ends the run with a sentence, and without another step of it, where the model was replaced", async () => {
    let drops = 0;
    const other = { ...holdings, model: { ...holdings.model!, hash: "other" } };
    const { lab, calls } = scriptedLab({
      ...smoothScript,
      open: () => [drops++ === 0 ? holdings : other],
      estimate: long,
    });
    await openFiles(lab, [network, weights, table]);
    const life = estimate(lab);
    await vi.waitFor(() => expect(calls.filter((call) => call === "next estimate").length).toBeGreaterThan(2), {
      interval: 1,
    });
    await openFiles(lab, [file("model.json")]);
    await life;
    expect(calls.slice(calls.lastIndexOf("open open"))).not.toContain("next estimate");
    expect(lab.store.getState().session.notice).toContain("“Power estimate” was ended");
    expect(lab.store.getState().runs.sweep?.status).toBe("done");
  });
});

it("does not hold up a drop by a paused run", async () => {
  const { open } = opener();
  const { lab } = scriptedLab({
    ...smoothScript,
    open,
    estimate: () => Array.from({ length: 300 }, () => ({ ...smoothScript.estimate()[0] })),
  });
  await openFiles(lab, [network, weights, table]);
  const life = estimate(lab);
  await vi.waitFor(() => expect(lab.store.getState().runs.estimate?.answer).not.toBeNull(), { interval: 1 });
  const control = lab.controls.get(lab.store.getState().runs.estimate!.id);
  control?.pause();
  await openFiles(lab, [picture]);
  expect(lab.store.getState().runs.estimate?.status).toBe("paused");
  control?.resume();
  await life;
  expect(lab.store.getState().runs.estimate?.status).toBe("done");
});

it("fails the opening, and rejects nothing, where no worker can be started", async () => {
  const { lab } = scriptedLab(smoothScript);
  lab.link = () => {
    throw new Error("no workers here");
  };
  await openFiles(lab, [network]);
  expect(lab.store.getState().runs.open).toMatchObject({ status: "failed" });
});
