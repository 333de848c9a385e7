// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { prune } from "../../state/actions/prune.ts";
import { chosenPointOf } from "../../state/chosen-point.ts";
import { holdings, prepared, smoothScript } from "../../state/lab-fixtures.ts";
import { playbackOf } from "../../state/playback.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { Transport } from "./transport.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A run through 2, 4 and 6 units, and its bar. */
async function shown() {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  renderInLab(lab, <Transport label="Play" />);
  return { lab, size: () => chosenPointOf(lab.store.getState())?.point?.size };
}

it("steps with buttons and keys, and says where one is", async () => {
  const { size } = await shown();
  const slider = screen.getByRole("slider", { name: "Size shown" });
  expect(slider.getAttribute("aria-valuetext")).toBe("6 units, 0.640");
  fireEvent.click(screen.getByRole("button", { name: "Previous point" }));
  expect(size()).toBe(4);
  fireEvent.keyDown(slider, { key: "Home" });
  expect(size()).toBe(2);
  expect(screen.getByRole("button", { name: "Previous point" }).getAttribute("aria-disabled")).toBe("true");
  fireEvent.keyDown(screen.getByRole("button", { name: "Next point" }), { key: "ArrowRight" });
  expect(size()).toBe(4);
  fireEvent.keyDown(slider, { key: "End" });
  expect(size()).toBe(6);
  expect(slider.getAttribute("aria-valuetext")).toBe("6 units, 0.640");
});

it("Space plays and pauses, at the speed chosen", async () => {
  const { lab, size } = await shown();
  fireEvent.change(screen.getByLabelText("Speed"), { target: { value: "4" } });
  fireEvent.keyDown(screen.getByRole("slider"), { key: " " });
  expect(size()).toBe(2);
  expect(screen.getByRole("button", { name: "Pause the play" })).toBeTruthy();
  await waitFor(() => expect(size()).toBe(4));
  fireEvent.keyDown(screen.getByRole("slider"), { key: " " });
  expect(playbackOf(lab.store.getState())).toEqual({ playing: null, speed: 4 });
  act(() => screen.getByRole("button", { name: "Play backwards" }).click());
  await waitFor(() => expect(size()).toBe(2));
});

it("where less motion is asked for, there are steps and no play", async () => {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes("reduce"),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }));
  const { size } = await shown();
  await waitFor(() => expect(screen.queryByRole("button", { name: "Play forwards" })).toBeNull());
  expect(screen.getByText(/asks for less motion/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "First point" }));
  expect(size()).toBe(2);
});
