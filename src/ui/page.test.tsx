// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Failure } from "../core/failure.ts";
import { openFiles } from "../state/actions/open-files.ts";
import { holdings, smoothScript } from "../state/lab-fixtures.ts";
import { scriptedLab } from "../state/scripted-host.ts";
import { Page } from "./page.tsx";
import { renderInLab } from "./render-in-lab.tsx";

afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const region = (name: string) => within(screen.getByRole("region", { name }));
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

it("begins with an invitation, the steps of the method and the tiny game", () => {
  renderInLab(scriptedLab(smoothScript).lab, <Page />);
  expect(screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent)).toEqual([
    "Model and data",
    "Uncertainty",
    "Power",
    "Network",
    "Pruning",
    "Repair",
    "Comparison",
    "Try it yourself",
    "Export",
    "Tiny game",
  ]);
  expect(button("Try the sample").disabled).toBe(false);
  expect(screen.queryByRole("button", { name: "Prune" })).toBeNull();
});

it("leads from the files to a verified download", async () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  expect(region("Model and data").getByText("conv 3 x 3, 4 filters, relu")).toBeTruthy();
  expect(screen.getByTestId("full-test-accuracy").textContent).toContain("0.950");
  expect(screen.getByTestId("critical-size").textContent).toContain("Critical size 6 of 12 units");
  expect(screen.getByTestId("backend").textContent).toContain("WebAssembly");

  fireEvent.click(button("Estimate power"));
  await waitFor(() => expect(region("Power").getByText(/95 % intervals/)).toBeTruthy());
  fireEvent.click(button("Prune"));
  await waitFor(() => expect(screen.getByTestId("widths")).toBeTruthy());
  expect(screen.queryByTestId("test-accuracy")).toBeNull();
  fireEvent.click(button("Read test accuracy"));
  await waitFor(() => expect(screen.getByTestId("test-accuracy").textContent).toContain("0.900"));
  expect(screen.getByTestId("widths").textContent).toContain("2 of 8");
  fireEvent.click(button("Prepare the pruned network"));
  await waitFor(() => expect(screen.getByTestId("max-difference").textContent).toBe("3.0e-7"));
  expect(button("Download pruned model (.zip)")).toBeTruthy();
  expect(button("Download run.json")).toBeTruthy();
});

it("says what a refused file is and keeps what was loaded", async () => {
  const refused: Failure = {
    kind: "file-unrecognised",
    message: "This is a JPEG picture, not a network or a dataset.",
    where: "cat.jpg",
    advice: "Drop a model.json.",
  };
  const { lab } = scriptedLab({ ...smoothScript, open: () => [{ ...holdings, failures: [refused] }] });
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain(refused.message);
  expect(alert.textContent).toContain("cat.jpg");
  expect(alert.textContent).toContain("Drop a model.json.");
  expect(region("Model and data").getByText(/12 prunable units/)).toBeTruthy();
});

it("offers to start again when the worker was lost too often", async () => {
  const lost: Failure = { kind: "worker-lost", message: "The worker that computes has stopped." };
  const losing = { ...smoothScript, sweep: () => [lost] };
  const { lab } = scriptedLab(losing, losing, losing, losing, losing, smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  fireEvent.click(button("Start again"));
  await waitFor(() => expect(screen.getByTestId("critical-size")).toBeTruthy());
  expect(screen.queryByRole("alert")).toBeNull();
});

it("asks before it discards pruning runs, and goes on only when told", async () => {
  const { lab, calls } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  const prepared = () => calls.filter((call) => call === "open prepare").length;
  fireEvent.click(button("Prune"));
  await waitFor(() => expect(button("Prune").disabled).toBe(false));
  fireEvent.click(button("Prepare again"));
  const dialog = within(screen.getByRole("dialog", { name: "Discard what was found?" }));
  expect(dialog.getByText(/1 pruning run would be discarded/)).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Keep" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(prepared()).toBe(1);
  fireEvent.click(button("Prepare again"));
  fireEvent.click(button("Discard and go on"));
  await waitFor(() => expect(prepared()).toBe(2));
  expect(lab.store.getState().runs.prunes).toEqual([]);
});

it("asks before other files take the place of what runs were made with; the same files again need no asking", async () => {
  const { lab, calls } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  fireEvent.click(button("Prune"));
  await waitFor(() => expect(button("Prune").disabled).toBe(false));
  const drop = (name: string) =>
    fireEvent.change(screen.getByLabelText("Files to open"), { target: { files: [new File(["x"], name)] } });
  const opened = () => calls.filter((call) => call === "open open").length;
  drop("other.csv");
  fireEvent.click(await screen.findByRole("button", { name: "Keep" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(opened()).toBe(1);
  drop(files[0]?.name ?? "");
  await waitFor(() => expect(opened()).toBe(2));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("prepares again at once where there is nothing to lose", async () => {
  const { lab, calls } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  fireEvent.click(button("Prepare again"));
  await waitFor(() => expect(calls.filter((call) => call === "open prepare")).toHaveLength(2));
});

it("does not measure anew by a look through the scales", async () => {
  const { lab, calls } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  fireEvent.change(screen.getByLabelText("Input scale"), { target: { value: "by-255" } });
  expect(screen.getByText("takes the changed settings")).toBeTruthy();
  expect(calls.filter((call) => call === "open prepare")).toHaveLength(1);
});

it("speaks of a pairing only where there is one", async () => {
  const refused: Failure = { kind: "pairing-impossible", message: "13 columns do not make a picture." };
  const { lab } = scriptedLab({ ...smoothScript, prepare: () => [refused] });
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  expect(screen.getByText(refused.message)).toBeTruthy();
  expect(screen.queryByText(/becomes 8/)).toBeNull();
});
