import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chosenPointOf } from "../chosen-point.ts";
import { holdings, prepared, smoothScript, trail } from "../lab-fixtures.ts";
import { playbackOf } from "../playback.ts";
import { scriptedLab } from "../scripted-host.ts";
import { chooseSize } from "./choose-size.ts";
import { goToPlace, play, setSpeed, stepBy, stopPlaying } from "./play.ts";
import { prune } from "./prune.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lab with a run through 2, 4 and 6 units. */
async function prunedLab() {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  const done = prune(lab);
  await vi.runAllTimersAsync();
  await done;
  return { lab, size: () => chosenPointOf(lab.store.getState())?.point?.size };
}

it("plays a finished run from its beginning to its end, and stands still there", async () => {
  const { lab, size } = await prunedLab();
  expect(size()).toBe(6);
  play(lab, "forwards");
  const seen = [size()];
  for (let point = 0; point < 2; point++) {
    vi.advanceTimersByTime(600);
    seen.push(size());
  }
  expect(seen).toEqual([2, 4, 6]);
  expect(playbackOf(lab.store.getState()).playing).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

it("plays backwards, faster when told, and holds where it is stopped", async () => {
  const { lab, size } = await prunedLab();
  play(lab, "backwards");
  setSpeed(lab, 4);
  vi.advanceTimersByTime(150);
  expect(size()).toBe(4);
  stopPlaying(lab);
  vi.advanceTimersByTime(10_000);
  expect(size()).toBe(4);
  expect(playbackOf(lab.store.getState()).speed).toBe(4);
});

it("steps to the ends and no further", async () => {
  const { lab, size } = await prunedLab();
  expect(stepBy(lab, 1)).toBe(false);
  expect(goToPlace(lab, 0)).toBe(true);
  expect(size()).toBe(2);
  expect(stepBy(lab, -1)).toBe(false);
  expect(stepBy(lab, 1)).toBe(true);
  expect(size()).toBe(4);
});

it("waits at the end of a run under way for the points to come", async () => {
  const { lab, size } = await prunedLab();
  const change = (status: "running" | "done", sizes: readonly number[]) =>
    lab.store.setState(({ runs }) => ({
      runs: {
        ...runs,
        prunes: runs.prunes.map((run) => ({
          ...run,
          status,
          answer: { ...trail, points: trail.points.filter((point) => sizes.includes(point.size)) },
        })),
      },
    }));
  change("running", [2, 4]);
  play(lab, "forwards");
  vi.advanceTimersByTime(1800);
  expect(size()).toBe(4);
  expect(playbackOf(lab.store.getState()).playing).not.toBeNull();
  change("done", [2, 4, 6]);
  vi.advanceTimersByTime(600);
  expect(size()).toBe(6);
  expect(playbackOf(lab.store.getState()).playing).toBeNull();
});

it("ends where another run is chosen", async () => {
  const { lab } = await prunedLab();
  const second = prune(lab);
  await vi.runAllTimersAsync();
  await second;
  const [first, other] = lab.store.getState().runs.prunes;
  chooseSize(lab, first!.id, 2);
  play(lab, "forwards");
  chooseSize(lab, other!.id, 2);
  vi.advanceTimersByTime(600);
  expect(playbackOf(lab.store.getState()).playing).toBeNull();
  expect(lab.store.getState().view.chosen).toEqual({ run: other!.id, size: 2 });
});
