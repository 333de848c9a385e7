import { number, orNull, pairOf, text } from "../../core/experiment/reader.ts";
import type { AppraisedPoint, Runs } from "../lab-state.ts";
import type { TestReading } from "../test-readings.ts";
import { comparedNetwork } from "./compare-readers.ts";
import { appraisal, estimation, score } from "./figure-readers.ts";
import { count, having } from "./shape-readers.ts";
import { list, manyRuns, named, oneRun, type Slot } from "./slots.ts";

/** Of the worker, or made again in a moment, or only on its way into another slot. */
type Unkept =
  | "open"
  | "active"
  | "appraise"
  | "compare"
  | "latency"
  | "unit"
  | "unitLooks"
  | "answer"
  | "export"
  | "verify";

const appraised = having<AppraisedPoint>({
  run: text,
  size: count,
  repair: orNull(text),
  appraisal: (value, path) => {
    appraisal(value, path);
    return having<AppraisedPoint["appraisal"]>({ test: score })(value, path);
  },
});

const testReading = having<TestReading>({ network: text, value: number, interval: pairOf(number), examples: number });

/** Everything that is kept of the runs: a line each. What is missing here does not compile. */
export const keptRuns: { readonly [K in Exclude<keyof Runs, Unkept>]: Slot<Runs[K]> } = {
  prepare: oneRun("prepare", null),
  sweep: oneRun("sweep", "the uncertainty sweep"),
  otherSweep: oneRun("sweep", null),
  surface: oneRun("surface", "the surface"),
  estimate: oneRun("estimate", "the power estimate"),
  history: list(estimation, "history of the estimate", null),
  pool: oneRun("pool", "the pool of coalitions"),
  sensitivity: oneRun("sensitivity", "the sensitivity to d"),
  otherSensitivity: oneRun("sensitivity", null),
  interaction: oneRun("interaction", "the interactions"),
  irreplaceability: oneRun("irreplaceability", "the irreplaceable units"),
  tiny: oneRun("tiny", "the tiny game"),
  prunes: manyRuns("prune", "pruning run", "pruning runs"),
  numbered: named(number, "numbers of the runs"),
  repairs: manyRuns("repair", "step of repair", "steps of repair"),
  appraised: list(() => appraised, "test reading", "test readings"),
  readings: list(() => testReading, "test reading", null),
  networks: list(comparedNetwork, "compared network", "compared networks"),
};

export type KeptRuns = Pick<Runs, keyof typeof keptRuns>;
