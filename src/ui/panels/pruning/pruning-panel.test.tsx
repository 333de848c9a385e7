// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { setRule } from "../../../state/actions/set-rule.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { PruningPanel } from "./pruning-panel.tsx";

afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function open() {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <PruningPanel />);
  await act(() => openFiles(lab, files));
  const settingsOf = (place: number) => lab.store.getState().runs.prunes[place]!.spec.settings;
  const pruneAndWait = async (count: number) => {
    fireEvent.click(screen.getByRole("button", { name: "Prune" }));
    await waitFor(() => expect(lab.store.getState().runs.prunes).toHaveLength(count));
    await waitFor(() => expect(lab.store.getState().runs.prunes.at(-1)!.status).toBe("done"));
  };
  return { lab, settingsOf, pruneAndWait };
}

it("names runs plainly, baselines with their scale and scope", async () => {
  const { lab, pruneAndWait } = await open();
  await pruneAndWait(1);
  choose("Strategy", "magnitude-l2");
  fireEvent.click(screen.getByLabelText("Rank on each layer’s own scale"));
  await pruneAndWait(2);
  await pruneAndWait(3);
  choose("Strategy", "random");
  choose("Units compete", "layer-wise");
  expect(screen.queryByLabelText("Rank on each layer’s own scale")).toBeNull();
  await pruneAndWait(4);
  expect(lab.store.getState().runs.prunes.map(({ name }) => name)).toEqual([
    "Iterated building 1",
    "Magnitude L2, per layer, global",
    "Magnitude L2, per layer, global 2",
    "Random, within layers",
  ]);
  const broken = [...document.querySelectorAll('path[stroke-dasharray="6 4"]')];
  expect(broken).toHaveLength(3);
});

it("goes down to a share of the multiply-accumulates, or until the accuracy falls", async () => {
  const { settingsOf, pruneAndWait } = await open();
  choose("Go down to", "macs");
  expect(screen.queryByLabelText("Units to keep")).toBeNull();
  expect(screen.getByText("at most 2,500")).toBeTruthy();
  await pruneAndWait(1);
  expect(settingsOf(0).goal).toEqual({ kind: "macs", most: 2500 });
  choose("Go down to", "accuracy");
  await pruneAndWait(2);
  expect(settingsOf(1).goal).toEqual({ kind: "accuracy", fall: 0.02 });
});

it("chooses for the refitted network with enough examples to refit on, and says so", async () => {
  const { lab, settingsOf, pruneAndWait } = await open();
  await pruneAndWait(1);
  expect(settingsOf(0).refitExamples).toBeUndefined();
  choose("Strategy", "reconstruction");
  expect(screen.getByText(/Chooses units for the network that is refitted after the cut/).textContent).toContain(
    "with 4,000 examples",
  );
  expect(screen.getByLabelText("Evaluations for swaps")).toBeTruthy();
  await pruneAndWait(2);
  expect(settingsOf(1)).toMatchObject({ strategy: "reconstruction", refitExamples: 4000 });
  expect(settingsOf(1).swapEvaluations).toBeGreaterThan(0);
  expect(lab.store.getState().runs.prunes[1]!.name).toBe("Reconstruction for refit 1");
});

it("keeps layers whole, locks units by number, and says where numbers make no sense", async () => {
  const { settingsOf, pruneAndWait } = await open();
  fireEvent.click(screen.getByLabelText("Keep conv1 whole"));
  const go = screen.getByLabelText("Units that go of dense1");
  fireEvent.change(go, { target: { value: "0, 9" } });
  expect(screen.getByText("numbers from 0 to 7")).toBeTruthy();
  fireEvent.change(go, { target: { value: "0, 2-3" } });
  fireEvent.blur(go);
  expect(screen.queryByText("numbers from 0 to 7")).toBeNull();
  expect((go as HTMLInputElement).value).toBe("0, 2, 3");
  await pruneAndWait(1);
  expect(settingsOf(0).rules).toEqual([
    { group: "conv1", whole: true },
    { group: "dense1", drop: [0, 2, 3] },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Free all layers" }));
  await pruneAndWait(2);
  expect(settingsOf(1).rules).toBeUndefined();
});

it("takes the layer widths of another run, which then decide the size", async () => {
  const { lab, settingsOf, pruneAndWait } = await open();
  act(() => setRule(lab, "dense1", { keep: [7], multiple: 4 }));
  await pruneAndWait(1);
  const { id } = lab.store.getState().runs.prunes[0]!;
  choose("Take the layer widths of a run", id);
  const widths = [...within(screen.getByTestId("widths")).getAllByText(/ of /)].map(({ textContent }) =>
    Number(textContent?.split(" ")[0]),
  );
  choose("Strategy", "taylor");
  await pruneAndWait(2);
  expect(settingsOf(1).rules).toEqual([
    { group: "conv1", least: widths[0], most: widths[0] },
    { group: "dense1", least: widths[1], most: widths[1], keep: [7] },
  ]);
  expect(settingsOf(1).target).toBe(widths[0]! + widths[1]!);
  expect(lab.store.getState().runs.prunes[1]!.name).toBe("Taylor, at given widths");
});
