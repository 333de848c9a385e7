// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Failure } from "../../../core/failure.ts";
import type { Flip } from "../../../jobs/compare-contract.ts";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { addNetwork } from "../../../state/actions/compare-networks.ts";
import { removeRun } from "../../../state/actions/keep-runs.ts";
import { openFiles } from "../../../state/actions/open-files.ts";
import { prune } from "../../../state/actions/prune.ts";
import { repair } from "../../../state/actions/repair.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { comparedBy } from "../../../state/compare-fixture.ts";
import type { Lab } from "../../../state/lab.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import type { Script } from "../../../state/scripted-host.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { ComparisonPanel } from "./comparison-panel.tsx";

// what is hidden is not asked for by role here, and looking whether it is takes most of the time
configure({ defaultHidden: true });
afterEach(cleanup);

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const table = () => within(screen.getByTestId("comparison-table"));
const rowOf = (name: string) => table().getByRole("rowheader", { name }).closest("tr")?.textContent ?? "";

async function pruned(script: Script = smoothScript) {
  const { lab, calls } = scriptedLab(script);
  renderInLab(lab, <ComparisonPanel />);
  expect(screen.getByText(/once there is a pruning run/)).toBeTruthy();
  await act(() => openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  await act(() => prune(lab));
  return { lab, calls };
}

/** Waits for the state: a look at the page with every change of it takes far longer than the change. */
const measured = (lab: Lab, count: number, part: "validation" | "test" = "validation") =>
  waitFor(() => {
    const { networks, compare } = lab.store.getState().runs;
    expect(networks.filter((network) => network.compared[part])).toHaveLength(count);
    expect(compare?.status).toBe("done");
  });

async function compared(script?: Script) {
  const made = await pruned(script);
  fireEvent.click(button("Compare this network"));
  await measured(made.lab, 1);
  return made;
}

it("measures a network as it is put in, and says what it costs, gets wrong and took", async () => {
  await compared();
  expect(button("Compare this network").disabled).toBe(true);
  const row = rowOf("Iterated building 1, 6 units");
  for (const words of ["0.580 to 0.680", "−0.320", "< 0.001", "480", "2,400", "0.080", "32", "300"])
    expect(row).toContain(words);
  expect(rowOf("Full network")).toContain("0.960");
  expect(screen.getByRole("figure", { name: /^Accuracy on 100 validation examples against parameters/ })).toBeTruthy();
  expect(screen.getByRole("figure", { name: /Share of each class/ })).toBeTruthy();
  expect(screen.getByRole("figure", { name: /Reliability of Full network/ })).toBeTruthy();
});

it("shows flipped examples, the lost ones first, with votes, probabilities and truth", async () => {
  await compared();
  const flips = within(screen.getByTestId("flips"));
  expect(flips.getByText(/of 100 answers on validation examples changed: 32 lost, 1 won/)).toBeTruthy();
  expect(flips.getByRole("img", { name: "Example 203: 1, read as 2" })).toBeTruthy();
  expect(flips.getByText("truth 1 · row 203")).toBeTruthy();
  choose("Show", "won");
  expect(flips.getByRole("img", { name: "Example 205: 0, read as 0" })).toBeTruthy();
  expect(flips.getByText("no class")).toBeTruthy();
});

it("holds networks against the one that is chosen, sorts, names, hides and removes them", async () => {
  const { lab } = await compared();
  choose("Size", "4");
  fireEvent.click(button("Compare this network"));
  await measured(lab, 2);
  expect(rowOf("Iterated building 1, 4 units")).toContain("0.560");
  const id = lab.store.getState().runs.networks[0]?.id ?? "";
  choose("Reference", id);
  expect(rowOf("Iterated building 1, 4 units")).toContain("−0.080");
  fireEvent.click(table().getByRole("button", { name: "Units" }));
  fireEvent.click(table().getByRole("button", { name: "Units" }));
  expect(table().getByRole("columnheader", { name: "Units" }).getAttribute("aria-sort")).toBe("ascending");
  expect(
    table()
      .getAllByRole("rowheader")
      .map((header) => header.textContent),
  ).toEqual(["Iterated building 1, 4 units", "Iterated building 1, 6 units", "Full network"]);
  fireEvent.click(button("Rename Iterated building 1, 4 units"));
  fireEvent.change(screen.getByLabelText("New name of Iterated building 1, 4 units"), { target: { value: "Tiny" } });
  fireEvent.keyDown(screen.getByLabelText("New name of Iterated building 1, 4 units"), { key: "Enter" });
  expect(rowOf("Tiny")).toContain("0.560");
  fireEvent.click(screen.getByLabelText("Show Tiny"));
  expect(table().queryByRole("rowheader", { name: "Tiny" })).toBeNull();
  fireEvent.click(button("Remove Tiny"));
  expect(lab.store.getState().runs.networks).toHaveLength(1);
});

it("takes times when asked, and draws them as a share of the full network's", async () => {
  const { lab } = await compared();
  choose("Cost", "latency");
  expect(screen.getByText("Measure times below to draw them here.")).toBeTruthy();
  fireEvent.click(button("Measure on this machine"));
  await waitFor(() => expect(lab.store.getState().runs.networks[0]?.latencies).toHaveLength(1));
  expect(button("Measure again")).toBeTruthy();
  expect(rowOf("Iterated building 1, 6 units")).toContain("5.4 to 7.2");
  expect(screen.getByRole("figure", { name: /against time of a pass of 64 on this machine/ })).toBeTruthy();
  expect(screen.getByText(/30 rounds on WebAssembly \(wasm, SIMD\)/)).toBeTruthy();
});

it("asks before it reads test examples, and says what they are for", async () => {
  const { lab, calls } = await compared();
  fireEvent.click(button("Read on test examples…"));
  const dialog = within(screen.getByRole("dialog", { name: "Read test examples once?" }));
  expect(dialog.getByText(/must not be reported/)).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Stay on validation" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(calls.filter((call) => call === "open compare")).toHaveLength(1);
  fireEvent.click(button("Read on test examples…"));
  fireEvent.click(button("Read on test examples"));
  await measured(lab, 1, "test");
  expect(calls.filter((call) => call === "open compare")).toHaveLength(2);
  expect(screen.getByText(/for the report, not for choosing/)).toBeTruthy();
  expect(screen.getByRole("figure", { name: /^Accuracy on 100 test examples against/ })).toBeTruthy();
  choose("Figures of", "validation");
  expect(screen.getByRole("figure", { name: /^Accuracy on 100 validation examples against/ })).toBeTruthy();
});

it("reads no test example of what is put in while test figures are looked at, and counts every reading there was", async () => {
  const { lab } = await compared();
  const networks = () => lab.store.getState().runs.networks;
  fireEvent.click(button("Read on test examples…"));
  fireEvent.click(button("Read on test examples"));
  await measured(lab, 1, "test");
  choose("Size", "4");
  fireEvent.click(button("Compare this network"));
  await measured(lab, 2);
  expect(networks()[1]?.compared.test).toBeUndefined();
  expect(screen.queryByText(/networks were read/)).toBeNull();
  fireEvent.click(button("Measure on test examples"));
  await measured(lab, 2, "test");
  // what was read stays read when the networks are gone
  for (const { name } of networks()) fireEvent.click(button(`Remove ${name}`));
  expect(screen.queryByText("All figures here are of validation examples.")).toBeNull();
  choose("Size", "6");
  fireEvent.click(button("Compare this network"));
  await measured(lab, 1);
  expect(screen.getByText(/test figures of 2 networks were read/)).toBeTruthy();
});

it("offers each step of repair, and puts before and after side by side", async () => {
  const { lab } = await compared();
  await act(() => repair(lab));
  choose("As it was", "0");
  expect(button("Compare this network").disabled).toBe(true);
  choose("As it was", "1");
  fireEvent.click(button("Compare this network"));
  await measured(lab, 2);
  expect(rowOf("Iterated building 1, 6 units, refit")).toContain("0.700");
});

it("follows the chosen point again once runs, repairs or the choice change", async () => {
  const { lab } = await pruned();
  const picked = (label: string) => screen.getByLabelText<HTMLSelectElement>(label).value;
  const run = lab.store.getState().runs.prunes[0]?.id ?? "";
  choose("Size", "4");
  expect(picked("Size")).toBe("4");
  act(() => chooseSize(lab, run, 6));
  expect(picked("Size")).toBe("6");
  choose("As it was", "0");
  await act(() => repair(lab));
  expect(picked("As it was")).toBe("1");
  choose("Size", "4");
  await act(() => prune(lab));
  const second = lab.store.getState().runs.prunes[1]?.id ?? "";
  expect(picked("Run")).toBe(chosenPointOf(lab.store.getState())?.run.id);
  choose("Run", second);
  choose("Size", "4");
  act(() => removeRun(lab, second));
  expect([picked("Run"), picked("Size")]).toEqual([run, "6"]);
});

it("shows texts as words and rows of tables by their columns", async () => {
  const [first, second] =
    comparedBy({ selection: new Uint8Array(6).fill(1), repaired: null, part: "validation", shown: 8 })[1]?.flips ?? [];
  const input = new Float32Array(13);
  const cells = Array.from({ length: 9 }, (_, at) => ({ name: `petal ${at}`, value: at / 2 }));
  const flips: Flip[] = [
    { ...(first as Flip), input, words: { kind: "text", text: "Call me NOW!", read: "call me <OOV>" } },
    { ...(second as Flip), input, kind: "lost", words: { kind: "columns", cells, more: 2 } },
  ];
  const compare: Script["compare"] = (spec) =>
    smoothScript
      .compare(spec)
      .map((answer) => (answer.flips.length > 0 ? { ...answer, inputShape: [13], flips } : answer));
  await compared({ ...smoothScript, compare });
  const shown = within(screen.getByTestId("flips"));
  expect(shown.getByText("Call me NOW!")).toBeTruthy();
  expect(shown.getByText("call me <OOV>")).toBeTruthy();
  const row = within(shown.getByRole("table", { name: "Example 205: 0, read as 0" }));
  expect(row.getByRole("row", { name: "petal 7 3.5" })).toBeTruthy();
  expect(row.queryByText("petal 8")).toBeNull();
  expect(shown.getByText("3 columns more")).toBeTruthy();
});

it("says what failed, and goes on from there", async () => {
  const failure: Failure = { kind: "out-of-memory", message: "There is not enough memory for this." };
  let asked = 0;
  const compare: Script["compare"] = (spec) => {
    asked += 1;
    return asked === 1 ? [failure] : smoothScript.compare(spec);
  };
  const { lab } = await pruned({ ...smoothScript, compare });
  const chosen = chosenPointOf(lab.store.getState());
  if (!chosen?.point) throw new Error("nothing was pruned");
  const { run, point } = chosen;
  act(() => addNetwork(lab, run.id, point));
  expect(screen.getByText(/not measured on validation examples yet/)).toBeTruthy();
  fireEvent.click(button("Measure on validation examples"));
  await waitFor(() => expect(lab.store.getState().runs.compare?.status).toBe("failed"));
  expect(screen.getByText(failure.message)).toBeTruthy();
  fireEvent.click(button("Measure on validation examples"));
  await measured(lab, 1);
  expect(rowOf("Iterated building 1, 6 units")).toContain("0.640");
  expect(screen.queryByText(failure.message)).toBeNull();
});
