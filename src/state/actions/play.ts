import type { Lab } from "../lab.ts";
import { type PlayDirection, placeOnWay, playbackOf, pointLasts, type Speed } from "../playback.ts";
import { isLive } from "../run.ts";
import { chooseSize } from "./choose-size.ts";

/** Timers of the labs that play. */
const timers = new WeakMap<Lab, ReturnType<typeof setTimeout>>();

const setPlayback = (lab: Lab, change: Partial<ReturnType<typeof playbackOf>>) =>
  lab.store.setState((state) => ({ playback: { ...playbackOf(state), ...change } }));

/** Chooses the point at a place on the chosen run's way, or the nearest that there is; false where it is chosen already. */
export function goToPlace(lab: Lab, place: number): boolean {
  const at = placeOnWay(lab.store.getState());
  if (at === null) return false;
  const size = at.sizes[Math.min(at.sizes.length - 1, Math.max(0, place))];
  if (size === undefined || size === at.sizes[at.place]) return false;
  chooseSize(lab, at.run.id, size);
  return true;
}

/** Chooses the point that comes so many places later in the run, or earlier. */
export function stepBy(lab: Lab, places: number): boolean {
  const at = placeOnWay(lab.store.getState());
  return at !== null && goToPlace(lab, at.place + places);
}

export function stopPlaying(lab: Lab): void {
  clearTimeout(timers.get(lab));
  timers.delete(lab);
  if (playbackOf(lab.store.getState()).playing !== null) setPlayback(lab, { playing: null });
}

function schedule(lab: Lab): void {
  clearTimeout(timers.get(lab));
  timers.set(
    lab,
    setTimeout(() => tick(lab), pointLasts(playbackOf(lab.store.getState()))),
  );
}

/** The next point; at the end of a run under way the next one is waited for. */
function tick(lab: Lab): void {
  const state = lab.store.getState();
  const { playing } = playbackOf(state);
  const at = placeOnWay(state);
  // another run was chosen, or this one removed
  if (playing === null || at?.run.id !== playing.run) {
    stopPlaying(lab);
    return;
  }
  const forwards = playing.direction === "forwards";
  stepBy(lab, forwards ? 1 : -1);
  const now = placeOnWay(lab.store.getState()) ?? at;
  const over = forwards ? now.place >= now.sizes.length - 1 && !isLive(now.run) : now.place <= 0;
  if (over) stopPlaying(lab);
  else schedule(lab);
}

/** Plays the chosen run's points one after the other, from the chosen one; from the beginning where that is the last. */
export function play(lab: Lab, direction: PlayDirection): void {
  const at = placeOnWay(lab.store.getState());
  if (at === null || at.sizes.length < 2) return;
  const last = direction === "forwards" ? at.sizes.length - 1 : 0;
  if (at.place === last) goToPlace(lab, at.sizes.length - 1 - last);
  setPlayback(lab, { playing: { run: at.run.id, direction } });
  schedule(lab);
}

/** How fast the points follow each other, from now on. */
export function setSpeed(lab: Lab, speed: Speed): void {
  setPlayback(lab, { speed });
  if (timers.has(lab)) schedule(lab);
}
