// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import type { Keeping } from "../../../state/lab-state.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { KeptSession } from "./kept-session.tsx";

afterEach(cleanup);

function labThat(keeping: Partial<Keeping>) {
  const { lab } = scriptedLab(smoothScript);
  lab.keeper = { flush: vi.fn(async () => {}), forget: vi.fn(async () => {}), start: vi.fn(async () => {}) };
  lab.store.setState((state) => ({ keeping: { ...state.keeping, ...keeping } }));
  return lab;
}
const button = (name: string) => screen.queryByRole("button", { name });

it("says nothing and offers nothing while nothing is kept yet", () => {
  renderInLab(labThat({ state: "on" }), <KeptSession />);
  expect(screen.getByRole("region", { name: "What is kept" }).textContent).toBe("");
});

it("says what was restored and how much is kept, and deletes it when asked", () => {
  const lab = labThat({ state: "on", restored: "Restored from today.", size: { bytes: 1_300_000, room: 2e9 } });
  renderInLab(lab, <KeptSession />);
  screen.getByText("Restored from today.");
  screen.getByText(/Kept in this browser for the next visit: 1.3 MB; it has room for 2.0 GB more/);
  fireEvent.click(button("Forget this session")!);
  expect(lab.keeper?.forget).toHaveBeenCalledOnce();
});

it("starts afresh with an empty page", async () => {
  const lab = labThat({ state: "on", restored: "Restored from today." });
  await openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]);
  renderInLab(lab, <KeptSession />);
  fireEvent.click(button("Start afresh")!);
  expect(lab.store.getState().session.holdings).toBeNull();
  expect(lab.keeper?.start).toHaveBeenCalledOnce();
});

it("offers to start afresh where a session is refused, and to keep where nothing is kept by choice", () => {
  renderInLab(labThat({ state: "refused", troubles: ["Of another version."] }), <KeptSession />);
  screen.getByText("Of another version.");
  expect(button("Start afresh")).not.toBeNull();
  cleanup();
  renderInLab(labThat({ state: "off", troubles: ["Deleted."] }), <KeptSession />);
  expect(button("Keep it")).not.toBeNull();
  cleanup();
  const second = labThat({ state: "off", troubles: ["Another tab keeps its session."] });
  second.keeper = null;
  renderInLab(second, <KeptSession />);
  expect(button("Keep it")).toBeNull();
});
