import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import type { Run } from "./run.ts";

/** Times the usual pace. */
export const speeds = [0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

/** As the run went, or the other way round. */
export type PlayDirection = "forwards" | "backwards";

/** How the points of a pruning run are played; which point it is by now is the chosen one's to say (chosen-point.ts). */
export interface Playback {
  /** What is being played; null while it stands still. */
  readonly playing: { readonly run: string; readonly direction: PlayDirection } | null;
  readonly speed: Speed;
}

export const standingStill: Playback = { playing: null, speed: 1 };

/** Milliseconds that a point is shown for at the usual pace. */
const pointFor = 600;

export function pointLasts({ speed }: Playback): number {
  return pointFor / speed;
}

/** The sizes that a run passed through, each once, in the order in which it went. */
export function sizesPassed(run: Run<"prune"> | null): readonly number[] {
  return [...new Set((run?.answer?.points ?? []).map(({ size }) => size))];
}

export interface PlaceOnWay {
  readonly run: Run<"prune">;
  readonly sizes: readonly number[];
  /** Place of the chosen point among the sizes; -1 before any. */
  readonly place: number;
}

/** The chosen run's sizes, and where the chosen point stands among them; null before any run. */
export function placeOnWay(state: LabState): PlaceOnWay | null {
  const chosen = chosenPointOf(state);
  if (chosen === null) return null;
  const sizes = sizesPassed(chosen.run);
  return { run: chosen.run, sizes, place: chosen.point === null ? -1 : sizes.indexOf(chosen.point.size) };
}

export function playbackOf({ playback = standingStill }: Pick<LabState, "playback">): Playback {
  return playback;
}
