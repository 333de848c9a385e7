// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { scriptedLab } from "../../state/scripted-host.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

function Broken(): never {
  throw new Error("a figure without data");
}

it("shows what went wrong in one part and leaves the rest of the page standing", () => {
  const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
  renderInLab(
    scriptedLab({}).lab,
    <>
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>
      <p>the rest</p>
    </>,
  );
  expect(screen.getByRole("alert").textContent).toContain("a figure without data");
  expect(screen.getByText("the rest")).toBeTruthy();
  complaints.mockRestore();
});
