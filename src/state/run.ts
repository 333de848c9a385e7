import type { Failure } from "../core/failure.ts";
import type { Progress } from "../core/step.ts";
import type { JobKind, Jobs } from "../jobs/contract.ts";

export type RunStatus = "running" | "paused" | "done" | "cancelled" | "failed";

/** One job's life, as the page shows it. Immutable: each step makes a new one. */
export interface Run<K extends JobKind = JobKind> {
  readonly id: string;
  readonly kind: K;
  /** Words for the person, such as "Iterated building 2". */
  readonly name: string;
  readonly spec: Jobs[K]["spec"];
  readonly status: RunStatus;
  /** The latest answer; complete and displayable also while the run goes on. */
  readonly answer: Jobs[K]["answer"] | null;
  readonly progress: Progress | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Seconds worked, pauses left out. */
  readonly elapsed: number;
  /** Estimated; null until the pace is known. */
  readonly secondsLeft: number | null;
  readonly failure: Failure | null;
}

/** Whether the run still holds its worker. */
export function isLive(run: Run | null): boolean {
  return run !== null && (run.status === "running" || run.status === "paused");
}
