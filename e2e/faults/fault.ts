import type { Page } from "@playwright/test";
import type { Visit } from "./visit.ts";

/** What a run is played on. */
export type GroundName = "wasm" | "pool" | "webgpu";

/** Something that happens to a lab in the middle of a run. */
export interface Fault {
  readonly name: string;
  readonly ground: GroundName;
  /** Times that it happens to one run; the runs after it have the figures that they had before. */
  readonly times: number;
  /** @param slot of the run in the store; @param draw numbers from 0 to 1 */
  inject(visit: Visit, slot: string, draw: () => number): Promise<void>;
  /** What a person does about it once the run has stopped, beside pressing the button that the page offers. */
  mend?(visit: Visit): Promise<void>;
  /** Once the run has come to its end. */
  over?(visit: Visit): Promise<void>;
  /** Whether the run ends on another backend, a slow one: it happens late, and the figures are the same but for rounding. */
  readonly otherBackend?: boolean;
  /** Whether the page cannot be used for another run. */
  readonly spoils?: boolean;
  /** The jobs in which it can happen; all if left out. */
  readonly only?: readonly string[];
  /** Something that the worker has to be caught at, as it calls it: without, nothing has happened. */
  readonly hit?: string;
}

/** Ends the worker that was started last, as browsers do to one that takes too much. */
export const endWorker = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const worker = window.faults.workers.at(-1);
    worker?.terminate();
    worker?.dispatchEvent(new ErrorEvent("error", { message: "it ran out of memory" }));
  });
