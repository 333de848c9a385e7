import type { Failure } from "../core/failure.ts";
import type { ModelFormat } from "../core/model/model-format.ts";
import type { Appraisal, DroppedFile, Estimation, Holdings, Prepared } from "../jobs/contract.ts";
import type { EvaluationMemory } from "../jobs/evaluation-report.ts";
import type { UnitLook } from "./answers.ts";
import { type ComparedNetwork, type Comparing, firstComparing } from "./compared-network.ts";
import type { Decisions } from "./decisions.ts";
import type { Playback } from "./playback.ts";
import type { Replay } from "./replay.ts";
import type { Run } from "./run.ts";
import type { Settings } from "./settings.ts";
import type { TestReading } from "./test-readings.ts";

export interface Session {
  /** Handles on the dropped files, so that a new worker can open them again: those in use, then those to be opened. */
  readonly files: readonly DroppedFile[];
  /** How many of the files were opened and kept. */
  readonly known: number;
  /** The output that the person picked of a network with several; null for its first. */
  readonly output: string | null;
  readonly holdings: Holdings | null;
  readonly prepared: Prepared | null;
  /** A failure outside any run, such as a sample that could not be fetched. */
  readonly failure: Failure | null;
  /** What became of a run that files ended. */
  readonly notice: string | null;
  /** Why nothing can be computed although figures are shown: the files of a restored session are not open. null where they are. */
  readonly absent: string | null;
  /** Whether the sample's files are on their way. */
  readonly fetching?: boolean;
  /** What evaluating holds, as the worker said last. */
  readonly memory?: EvaluationMemory;
}

/** A test accuracy that was read, and of which point. */
export interface AppraisedPoint {
  readonly run: string;
  readonly size: number;
  /** The last step of repair that the network had been through; null for the network as it was cut. */
  readonly repair: string | null;
  readonly appraisal: Appraisal & { readonly test: NonNullable<Appraisal["test"]> };
}

export interface Runs {
  readonly open: Run<"open"> | null;
  readonly prepare: Run<"prepare"> | null;
  readonly sweep: Run<"sweep"> | null;
  /** The last finished sweep whose masks were rescaled where the present one's are not, or the other way round. */
  readonly otherSweep: Run<"sweep"> | null;
  readonly surface: Run<"surface"> | null;
  readonly estimate: Run<"estimate"> | null;
  /** Looks at the estimate on its way, ever wider apart (see history.ts). */
  readonly history: readonly Estimation[];
  readonly pool: Run<"pool"> | null;
  readonly sensitivity: Run<"sensitivity"> | null;
  /** The last finished one of the same pool and target, with the other scope. */
  readonly otherSensitivity: Run<"sensitivity"> | null;
  readonly interaction: Run<"interaction"> | null;
  readonly irreplaceability: Run<"irreplaceability"> | null;
  readonly tiny: Run<"tiny"> | null;
  /** All of them, in the order in which they were started. */
  readonly prunes: readonly Run<"prune">[];
  /** Steps of repair on points of the pruning runs, in the order in which they were started. */
  readonly repairs: readonly Run<"repair">[];
  readonly appraise: Run<"appraise"> | null;
  readonly appraised: readonly AppraisedPoint[];
  /** Test figures read of the model and data in hand, one for each network. */
  readonly readings: readonly TestReading[];
  /** Networks put side by side, with what was measured of them, in the order in which they were added. */
  readonly networks: readonly ComparedNetwork[];
  readonly compare: Run<"compare"> | null;
  readonly latency: Run<"latency"> | null;
  /** The unit that is looked at closely, and what was seen of those before it. */
  readonly unit: Run<"unit"> | null;
  readonly unitLooks: readonly UnitLook[];
  /** What the networks said of the example that a person tried last. */
  readonly answer: Run<"answer"> | null;
  readonly export: Run<"export"> | null;
  readonly verify: Run<"verify"> | null;
  /** Pruning runs started so far of each name, so that no two are called the same. */
  readonly numbered: Readonly<Record<string, number>>;
  /** The long run that holds the worker, if any. */
  readonly active: { readonly id: string; readonly name: string } | null;
}

export interface View {
  /** The pruning run and size that the person chose; null follows the newest run's last point. */
  readonly chosen: { readonly run: string; readonly size: number } | null;
  readonly hiddenRuns: readonly string[];
  /** Player number under the pointer or the keyboard's focus. */
  readonly hoveredUnit: number | null;
  /** What the pruned network is written as; null for the format that came in. */
  readonly exportFormat: ModelFormat | null;
  /** Units that the person chose to look at closely, in the order of choosing; at most `pickable`. */
  readonly picked: readonly number[];
  /** In which set of the p x q surface each group is, where the person said so. */
  readonly sides: Readonly<Record<string, Side>>;
  readonly comparing: Comparing;
}

/** Sets of the p x q surface: kept with probability p, kept with probability q, always present. */
export const sides = ["first", "second", "always"] as const;
export type Side = (typeof sides)[number];

/** Above this many units neither pairs nor coalitions can be shown on a page. */
export const pickable = 12;

/** What is kept of the session for the next visit. */
export interface Keeping {
  /** "reading" while a kept session is looked for; "refused" where one is there that is left alone. */
  readonly state: "off" | "reading" | "on" | "refused";
  /** What was restored, and of when, as a sentence. */
  readonly restored: string | null;
  /** What is not kept, or could not be restored, and why: a sentence each. */
  readonly troubles: readonly string[];
  /** Bytes kept, and those that the browser still allows where it says so. */
  readonly size: { readonly bytes: number; readonly room: number | null } | null;
}

/** A point of a pruning run, or a network made of one, that the pointer or the keyboard is on in any figure or list. */
export interface HoveredPoint {
  readonly run: string;
  /** null for the run as a whole. */
  readonly size: number | null;
  /** A network of the comparison; null for the run's own point. */
  readonly network: string | null;
}

export interface LabState {
  readonly session: Session;
  readonly settings: Settings;
  readonly settingNotes: readonly string[];
  readonly runs: Runs;
  readonly view: View;
  /** None if absent. Not kept. */
  readonly hoveredPoint?: HoveredPoint | null;
  readonly keeping: Keeping;
  /** The record that was opened to be replayed. */
  readonly replay: Replay | null;
  /** Whether a run's points are being played, and how fast; standing still if absent. Not kept. */
  readonly playback?: Playback;
  /** Decisions on the plan that can be taken back; none if absent. Not kept. */
  readonly decisions?: Decisions;
}

export const noRuns: Runs = {
  open: null,
  prepare: null,
  sweep: null,
  otherSweep: null,
  surface: null,
  estimate: null,
  history: [],
  pool: null,
  sensitivity: null,
  otherSensitivity: null,
  interaction: null,
  irreplaceability: null,
  tiny: null,
  prunes: [],
  numbered: {},
  repairs: [],
  appraise: null,
  appraised: [],
  readings: [],
  networks: [],
  compare: null,
  latency: null,
  unit: null,
  unitLooks: [],
  answer: null,
  export: null,
  verify: null,
  active: null,
};

export const firstView: View = {
  chosen: null,
  hiddenRuns: [],
  hoveredUnit: null,
  exportFormat: null,
  picked: [],
  sides: {},
  comparing: firstComparing,
};

export const nothingKept: Keeping = { state: "off", restored: null, troubles: [], size: null };

export const emptySession: Session = {
  files: [],
  known: 0,
  output: null,
  holdings: null,
  prepared: null,
  failure: null,
  notice: null,
  absent: null,
};
