/** Pause, resume and cancel of one run. To pause is to stop pulling; to cancel is to leave the loop. */
export interface Control {
  readonly wish: "running" | "paused" | "cancelled";
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Resolves when the run is not (or no longer) paused. */
  unpaused(): Promise<void>;
}

/** @param onWish told whenever the wish changes */
export function createControl(onWish: (wish: Control["wish"]) => void): Control {
  let wish: Control["wish"] = "running";
  let release: () => void = () => {};
  let gate: Promise<void> = Promise.resolve();
  const turn = (next: Control["wish"]) => {
    if (wish === "cancelled" || wish === next) return;
    wish = next;
    if (next === "paused")
      gate = new Promise((resolve) => {
        release = resolve;
      });
    else release();
    onWish(next);
  };
  return {
    get wish() {
      return wish;
    },
    pause: () => turn("paused"),
    resume: () => turn("running"),
    cancel: () => turn("cancelled"),
    unpaused: () => gate,
  };
}
