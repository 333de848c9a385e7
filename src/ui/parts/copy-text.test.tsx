// @vitest-environment happy-dom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { CopyText } from "./copy-text.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function button(clipboard: unknown) {
  vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: clipboard } }));
  const onRefused = vi.fn();
  render(
    <MantineProvider>
      <CopyText text="weights" label="Copy" of="code" onRefused={onRefused} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Copy: code" }));
  return onRefused;
}

it("copies, and says so", async () => {
  const writeText = vi.fn(async () => {});
  const onRefused = button({ writeText });
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe("Copied.");
  expect(writeText).toHaveBeenCalledWith("weights");
  expect(onRefused).not.toHaveBeenCalled();
});

it("says when the browser refuses, and what to do", async () => {
  const onRefused = button({ writeText: () => Promise.reject(new Error("NotAllowedError")) });
  await waitFor(() => expect(screen.getByRole("status").textContent).toContain("Select the text"));
  expect(onRefused).toHaveBeenCalledOnce();
});
