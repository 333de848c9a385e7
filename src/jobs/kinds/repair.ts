import { FailureError } from "../../core/failure.ts";
import type { Score } from "../../core/game/score.ts";
import { costOf } from "../../core/model/cost.ts";
import type { Model } from "../../core/model/model.ts";
import { planFrom } from "../../core/prune/plan-from.ts";
import { prune } from "../../core/prune/surgery.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { learningRows } from "../../core/repair/learning-rows.ts";
import { repairSites } from "../../core/repair/repair-sites.ts";
import type { Refitting, RepairTask } from "../../core/repair/repair-task.ts";
import { repairedWeights, withRepairedWeights } from "../../core/repair/repaired-weights.ts";
import { siteCosts } from "../../core/repair/site-costs.ts";
import type { Progress, Step } from "../../core/step.ts";
import { courseOf } from "../course.ts";
import type { Job } from "../host.ts";
import type { Journal } from "../journal.ts";
import { memoryFor, refuseWithout } from "../memory-expected.ts";
import type { Repair, RepairedSelection, RepairSpec } from "../repair-contract.ts";
import { scoreModelInSteps } from "../score-model.ts";
import { loaded, ready, type Workbench } from "../workbench.ts";
import { backAndForth, tune } from "./repair-tuning.ts";

/** The network that a selection leaves, as it was cut and with what repair made of it. */
export function repairedNetwork(bench: Workbench, { selection, repaired }: RepairedSelection) {
  const { model } = ready(bench);
  const plan = planFrom(selection, model.players);
  const cut = prune(model.model, model.graph, plan);
  return { plan, cut, network: repaired ? withRepairedWeights(cut, repaired) : cut };
}

/** What is known of a repair while it goes on. */
export interface RepairUnderway {
  readonly bench: Workbench;
  readonly spec: RepairSpec;
  /** The network as it came, and as it was cut. */
  readonly network: Model;
  readonly cut: Model;
  readonly rows: Int32Array;
  readonly before: Score;
  /** What does not change on the way. */
  readonly known: Repair;
  readonly journal: Journal;
  /** Progress of a part (see `repairParts`) with the cost of all of them. */
  readonly at: (part: number, progress: Progress) => Progress;
}

/** Seconds of a multiply-accumulate, as the full network's coalition takes them. */
function secondsOfMac(bench: Workbench): number {
  const { model, session } = ready(bench);
  return session.pace.seconds(1) / Math.max(1, session.split.calibration.length * costOf(model.model).macs);
}

/** Multiply-accumulates of the parts of a repair: measuring before, learning from the full network, repairing, measuring after. */
function repairParts(bench: Workbench, spec: RepairSpec, network: Model, rows: number, sites: number): number[] {
  const { model, session } = ready(bench);
  const { settings } = spec;
  const [macs, full] = [costOf(network).macs, costOf(model.model).macs];
  const measuring = session.split.validation.length * macs;
  if (settings.kind !== "fine-tune") return [measuring, 0, sites, measuring];
  const taught = session.measure === "agreement" || settings.distillation !== null;
  return [measuring, taught ? rows * full : 0, settings.epochs * (backAndForth * rows * macs + measuring), 0];
}

const stageWords = {
  refit: "Refitting the following layers",
  "bias-correction": "Correcting biases",
  "batch-norm": "Recalibrating batch normalisation",
} as const;

/** Nothing that this kind of repair could change lies behind a cut. */
function nothingToDo(kind: keyof typeof stageWords): FailureError {
  const what =
    kind === "refit"
      ? "dense layer or convolution"
      : kind === "batch-norm"
        ? "batch normalisation"
        : "layer with a bias";
  return new FailureError({
    kind: "settings-invalid",
    message: `There is no ${what} behind anything that was cut, so there is nothing to repair in this way.`,
    where: "repair",
    advice: "Choose a smaller size, or another repair.",
  });
}

/** Passes a score on as steps of the repair. */
async function* scored(
  bench: Workbench,
  model: Model,
  answer: Repair,
  at: (progress: Progress) => Progress,
  journal: Journal,
  log: string,
): AsyncGenerator<Step<Repair>, Score> {
  const { session } = ready(bench);
  const rows = session.split.validation;
  const measuring = scoreModelInSteps(bench.parts, session, model, rows, journal, log);
  for (;;) {
    const { value, done } = await measuring.next();
    if (done) return value;
    yield { answer, progress: at({ done: value, total: rows.length, unit: "examples" }) };
  }
}

/** Repairs layer by layer, without training. */
async function* layerByLayer(
  { bench, spec, network, cut, known, at, journal }: RepairUnderway,
  task: RepairTask,
): AsyncGenerator<Step<Repair>, Repair> {
  const { settings } = spec;
  if (settings.kind === "fine-tune") throw new Error("fine-tuning does not go layer by layer");
  const { repair } = bench.parts;
  const from = journal.state ?? undefined;
  const steps =
    settings.kind === "refit"
      ? repair.refit(task, settings.penalty, seededRandom(spec.seed, "refit"), from)
      : settings.kind === "batch-norm"
        ? repair.recalibrate(task, from)
        : repair.correctBiases(task, from);
  let state: Refitting = { model: network, fits: [] };
  for await (const { answer, progress, snapshot } of steps) {
    state = answer;
    const shown = { ...known, stage: stageWords[settings.kind], layers: state.fits };
    yield { answer: shown, progress: at(2, progress), ...(snapshot ? { snapshot } : {}) };
  }
  if (state.fits.length === 0) throw nothingToDo(settings.kind);
  const measured = { ...known, stage: "Measuring", layers: state.fits };
  const after = yield* scored(bench, state.model, measured, (progress) => at(3, progress), journal, "after");
  return { ...measured, stage: "Done", after, repaired: repairedWeights(cut, state.model) };
}

/**
 * One step of repair on a pruned network. Learns from calibration examples (and, where more are asked for, from others
 * that neither validate nor test), measures on validation examples before and after, and reads no test example.
 */
export const repair: Job<"repair"> = async function* (bench, spec, journal) {
  const { session, model } = ready(bench);
  const { dataset } = loaded(bench).dataset;
  const { plan, cut, network } = repairedNetwork(bench, spec);
  const rows = learningRows(dataset, session.split, session.seed, spec.examples);
  const start: Repair = {
    stage: "Measuring the pruned network",
    examples: rows.length,
    calibration: Math.min(rows.length, session.split.calibration.length),
    before: null,
    after: null,
    layers: [],
    epochs: [],
    bestEpoch: null,
    repaired: null,
  };
  const { settings } = spec;
  const work = settings.kind === "fine-tune" || settings.kind === "refit" ? settings : null;
  if (work !== null) {
    const { estimate, allowed } = memoryFor(bench, { examples: rows.length, workers: 1 }, work);
    refuseWithout(estimate, allowed, "This repair");
  }
  const sites = repairSites(model.model, cut, model.graph, plan);
  const task: RepairTask = { full: model.model, pruned: network, sites, inputsOf: session.inputsOf, examples: rows };
  const layers = siteCosts(task, spec.settings.kind === "refit").reduce((sum, cost) => sum + cost, 0);
  const each = secondsOfMac(bench);
  const at = courseOf(repairParts(bench, spec, network, rows.length, layers).map((macs) => each * macs));
  const before = yield* scored(bench, network, start, (progress) => at(0, progress), journal, "before");
  const known = { ...start, before };
  const underway: RepairUnderway = { bench, spec, network, cut, rows, before, known, journal, at };
  const answer = yield* spec.settings.kind === "fine-tune"
    ? tune(underway, spec.settings)
    : layerByLayer(underway, task);
  const progress: Progress = { done: 1, total: 1, unit: "stages" };
  yield { answer, progress };
  return answer;
};
