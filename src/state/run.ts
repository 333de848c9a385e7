import type { Failure } from "../core/failure.ts";
import type { Payoff } from "../core/game/payoff.ts";
import type { Plays } from "../core/game/plays.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import type { Progress } from "../core/step.ts";
import type { Checkpoint } from "../jobs/checkpoint.ts";
import type { BackendName, JobKind, Jobs } from "../jobs/contract.ts";

export type RunStatus = "running" | "paused" | "done" | "cancelled" | "failed";

/** What else decided a pruning run, as it was when the run was started: the panels may say something else by now. */
export interface Origin {
  /** The sweep whose critical size set d and the target, where the person did not. */
  readonly sweep: {
    readonly seed: number;
    readonly settings: Jobs["sweep"]["spec"]["settings"];
    readonly critical: Jobs["sweep"]["answer"]["critical"];
  } | null;
  /** The estimate that was handed in, and the evaluations that it spent in fact; null where the run estimated by itself. */
  readonly estimate: {
    readonly seed: number;
    readonly index: PowerIndex;
    readonly payoff: Payoff;
    readonly evaluations: number;
    readonly estimator: string;
    readonly stop?: Jobs["estimate"]["spec"]["stop"];
    readonly plays?: Plays;
    readonly priorMasks?: number;
    readonly focus?: number | null;
  } | null;
  /** The point that the run goes on from, and its run's name then; whole networks and empty ones have none. */
  readonly branch?: { readonly run: string; readonly name: string; readonly size: number };
}

export interface Resumed {
  readonly times: number;
  /** In the order of use. */
  readonly backends: readonly BackendName[];
}

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
  /** Units of progress a second, lately; null until the pace is known. */
  readonly perSecond?: number | null;
  /** Calibration examples that a coalition was played on when the run was started. */
  readonly examples?: number;
  readonly failure: Failure | null;
  /** Ended by a reload of the page, and not by the person. */
  readonly interrupted?: boolean;
  /** Was under way when the page was reloaded: it waits to go on, or goes on since then. */
  readonly goesOn?: boolean;
  /** What it can go on from in another worker, as handed over last; gone once it is over. */
  readonly checkpoint?: Checkpoint | null;
  /** What is done about its lost worker, as a sentence; null while it computes. */
  readonly recovering?: string | null;
  /** How often it went on in another worker, and the backends that it ran on, where they changed. */
  readonly resumed?: Resumed;
  /** Of pruning runs only. */
  readonly origin?: Origin;
}

/** Whether the run still holds its worker. */
export function isLive(run: Run | null): boolean {
  return run !== null && (run.status === "running" || run.status === "paused");
}
