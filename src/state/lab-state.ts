import type { Failure } from "../core/failure.ts";
import type { Appraisal, DroppedFile, Holdings, Prepared } from "../jobs/contract.ts";
import type { Run } from "./run.ts";
import type { Settings } from "./settings.ts";

/** How the person said rows become inputs; null lets the lab propose. */
export type ScaleChoice = { readonly scale: number; readonly offset: number } | null;

export interface Session {
  /** Handles on the dropped files, so that a new worker can open them again. */
  readonly files: readonly DroppedFile[];
  readonly holdings: Holdings | null;
  readonly prepared: Prepared | null;
  readonly scale: ScaleChoice;
  /** A failure outside any run, such as a sample that could not be fetched. */
  readonly failure: Failure | null;
}

/** A test accuracy that was read, and of which point. */
export interface AppraisedPoint {
  readonly run: string;
  readonly size: number;
  readonly appraisal: Appraisal;
}

export interface Runs {
  readonly open: Run<"open"> | null;
  readonly prepare: Run<"prepare"> | null;
  readonly sweep: Run<"sweep"> | null;
  readonly estimate: Run<"estimate"> | null;
  /** All of them, in the order in which they were started. */
  readonly prunes: readonly Run<"prune">[];
  readonly appraise: Run<"appraise"> | null;
  readonly appraised: readonly AppraisedPoint[];
  readonly export: Run<"export"> | null;
  readonly verify: Run<"verify"> | null;
  /** The long run that holds the worker, if any. */
  readonly active: { readonly id: string; readonly name: string } | null;
}

export interface View {
  /** The bias d that the person set; null follows the critical size. */
  readonly bias: number | null;
  /** The pruning run and size that the person chose; null follows the newest run's last point. */
  readonly chosen: { readonly run: string; readonly size: number } | null;
  readonly hiddenRuns: readonly string[];
  /** Player number under the pointer or the keyboard's focus. */
  readonly hoveredUnit: number | null;
}

export interface LabState {
  readonly session: Session;
  readonly settings: Settings;
  readonly settingNotes: readonly string[];
  readonly runs: Runs;
  readonly view: View;
}

export const noRuns: Runs = {
  open: null,
  prepare: null,
  sweep: null,
  estimate: null,
  prunes: [],
  appraise: null,
  appraised: [],
  export: null,
  verify: null,
  active: null,
};

export const firstView: View = { bias: null, chosen: null, hiddenRuns: [], hoveredUnit: null };

export const emptySession: Session = { files: [], holdings: null, prepared: null, scale: null, failure: null };
