// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openFiles } from "../../state/actions/open-files.ts";
import { holdings, smoothScript } from "../../state/lab-fixtures.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

let broken = true;
function Breakable() {
  if (broken) throw new Error('a figure without data of "secret.csv" in small');
  return <p>the figure</p>;
}

beforeEach(() => {
  broken = true;
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const draw = (lab = scriptedLab({}).lab) =>
  renderInLab(
    lab,
    <>
      <ErrorBoundary name="Power">
        <Breakable />
      </ErrorBoundary>
      <p>the rest</p>
    </>,
  );

it("shows what went wrong in one part and leaves the rest of the page standing", () => {
  draw();
  expect(screen.getByRole("alert").textContent).toContain("a figure without data");
  expect(screen.getByText("the rest")).toBeTruthy();
});

it("draws the part again when asked, and fails again where it is still broken", () => {
  draw();
  fireEvent.click(screen.getByRole("button", { name: "Show again" }));
  expect(screen.getByRole("alert")).toBeTruthy();
  broken = false;
  fireEvent.click(screen.getByRole("button", { name: "Show again" }));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByText("the figure")).toBeTruthy();
});

it("offers a report with version, browser, backend and adapter, without the names of files and networks", async () => {
  const { lab } = scriptedLab({ ...smoothScript, open: () => [holdings] });
  await act(() => openFiles(lab, [{ name: "secret.csv", blob: new Blob(["{}"]) }]));
  draw(lab);
  const report = within(screen.getByRole("alert")).getByText(/^Quorum \d/).textContent ?? "";
  expect(report).toContain(`Browser: ${navigator.userAgent}`);
  expect(report).toContain("Backend: wasm, wasm, SIMD");
  expect(report).toContain("During: drawing “Power”");
  expect(report).toMatch(/at Breakable \(error-boundary\.test\.tsx/);
  expect(report).not.toMatch(/secret|small/);
  expect(screen.getByRole("button", { name: "Copy report" })).toBeTruthy();
});
