import type { Model } from "../../core/model/model.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import type { RowProgramme } from "./row-programme.ts";

/**
 * What makes evaluation cheaper, each to be switched by itself: "prefix" keeps what no mask reaches; "fold" keeps what
 * each unit of the first masked layer gives to it; "stack" evaluates many masks in one pass; "kernel" computes on
 * rows of examples with our own kernel; and with it "gather" neither reads nor computes absent units, "zeros" leaves out inputs that
 * are zero for all examples of a tile, "shared" computes
 * once what coalitions of a call have in common from the first mask on, "table" keeps it between calls, and
 * "contributions" keeps with it what each unit gives to the next layer. On WebGPU, "shaders" evaluates by compute shaders of
 * our own, which "gather" too; "flight" has several passes under way; "reduced" reads back no more than was asked for.
 */
export type Trick =
  | "prefix"
  | "fold"
  | "stack"
  | "kernel"
  | "shaders"
  | "gather"
  | "zeros"
  | "shared"
  | "table"
  | "contributions"
  | "flight"
  | "reduced";

export type Tricks = ReadonlySet<Trick>;

export const everyTrick: Tricks = new Set<Trick>([
  "prefix",
  "fold",
  "stack",
  "kernel",
  "shaders",
  "gather",
  "zeros",
  "shared",
  "table",
  "contributions",
  "flight",
  "reduced",
]);

/** How the coalitions of a game are evaluated: on rows by our kernel, stacked in tfjs, or by our shaders. */
export type Way = "rows" | "stacked" | "shaders";

/** What decides whether a trick can be used. */
export interface Setting {
  readonly model: Model;
  readonly plan: EvaluationPlan;
  /** The suffix in rows, or why it has none. */
  readonly programme: RowProgramme | string;
  readonly backend: string;
  /** Whether our kernel runs in this browser. */
  readonly simd: boolean;
  readonly way: Way;
}

export interface TrickRule {
  readonly trick: Trick;
  /** A sentence for the person. */
  readonly does: string;
  /** Why it is not used here, as a sentence; null where it is. */
  obstacle(setting: Setting): string | null;
}

/** The obstacle of tricks that belong to our kernel. */
export const onRows = ({ way }: Setting): string | null => (way === "rows" ? null : "Our kernel is not used.");
