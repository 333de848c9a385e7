import { powerAt } from "../../core/estimate/pool-power.ts";
import { compareFigures, toleranceSentence } from "../../core/experiment/compare-figures.ts";
import type { RunRecord } from "../../core/experiment/run-record.ts";
import { FailureError, failureOf } from "../../core/failure.ts";
import type { PowerEstimate } from "../../core/power/power-index.ts";
import type { TrailPoint } from "../../core/prune/trail.ts";
import type { JobKind } from "../../jobs/contract.ts";
import { discard } from "../downstream.ts";
import { openInTurn } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { lastRepairOf, repairWords } from "../repairs-of.ts";
import { type Replay, whyNoReplay } from "../replay.ts";
import { estimateSpecOf, poolSpecOf, repairSettingsOf } from "../replay-specs.ts";
import type { Origin, Run } from "../run.ts";
import { runRecordOf } from "../run-record-of.ts";
import { defaultSettings } from "../settings.ts";
import { startRun } from "../start-run.ts";
import { strategyInWords } from "../strategy-words.ts";
import { appraise } from "./appraise.ts";
import { prepare } from "./prepare.ts";
import { takeSettingsOfRecord } from "./take-settings-of-record.ts";

const show = (lab: Lab, news: Partial<Replay>) =>
  lab.store.setState(({ replay }) => ({ replay: replay && { ...replay, ...news } }));

/** The answer of a run that came to its end. */
function finished<K extends JobKind>(run: Run<K>): NonNullable<Run<K>["answer"]> {
  if (run.status === "done" && run.answer !== null) return run.answer;
  throw new FailureError(
    run.failure ?? {
      kind: "unexpected",
      message: `“${run.name}” did not come to its end, so there is nothing to compare.`,
      advice: "Replay the record again.",
    },
  );
}

/** The recorded sweep, whose critical size goes into the new record. */
async function repeatSweep(lab: Lab, { sweep }: RunRecord): Promise<Origin["sweep"]> {
  if (sweep === null) return null;
  show(lab, { stage: "Sweeping" });
  const { seed, settings } = sweep;
  const spec = { seed, settings, stepEvaluations: defaultSettings.step };
  const { critical } = finished(await startRun(lab, "sweep", "Uncertainty sweep", spec));
  return { seed, settings, critical };
}

/** The recorded estimate, be it of one index or by a pool. */
async function repeatEstimate(
  lab: Lab,
  record: RunRecord,
): Promise<{ readonly power: PowerEstimate; readonly origin: Origin["estimate"] } | null> {
  const recorded = record.estimate;
  if (recorded === null) return null;
  show(lab, { stage: "Estimating power" });
  const { seed, index, payoff } = recorded;
  const pool = poolSpecOf(record);
  if (pool !== null) {
    const fit = finished(await startRun(lab, "pool", "Pool for every d", pool));
    const origin = { seed, index, payoff, evaluations: fit.evaluations, estimator: "pool", focus: pool.focus };
    return { power: powerAt(fit, index), origin };
  }
  const measure = lab.store.getState().session.prepared?.measure ?? null;
  const spec = estimateSpecOf(record, measure);
  if (spec === null) return null;
  const power = finished(await startRun(lab, "estimate", "Power estimate", spec));
  const { stop, plays, priorMasks } = spec;
  const { evaluations, estimator } = power;
  return { power, origin: { seed, index, payoff, evaluations, estimator, stop, ...(plays && { plays }), priorMasks } };
}

/** The recorded steps of repair on one point, one after the other. */
async function repeatRepairs(lab: Lab, record: RunRecord, run: string, { size, selection }: TrailPoint): Promise<void> {
  for (const step of record.repair ?? []) {
    show(lab, { stage: "Repairing" });
    const repaired = lastRepairOf(lab.store.getState(), run, size)?.answer.repaired ?? null;
    const { seed, examples } = step;
    const settings = repairSettingsOf(step);
    const spec = { seed, point: { run, size }, selection, repaired, settings, examples };
    finished(await startRun(lab, "repair", repairWords[settings.kind], spec));
  }
}

/** The recorded pruning run up to its chosen point, repaired as it was, with its test figure where one had been read. */
async function repeatPruning(lab: Lab, record: RunRecord, sweep: Origin["sweep"]): Promise<void> {
  const { prune, figures } = record;
  if (prune === null) return;
  const estimate = await repeatEstimate(lab, record);
  show(lab, { stage: "Pruning" });
  const { seed, payoff, settings } = prune;
  const words = strategyInWords(settings, lab.store.getState().session.holdings?.model?.groups.length ?? 0);
  const spec = { seed, payoff, settings, estimate: estimate?.power ?? null };
  const origin = { sweep, estimate: estimate?.origin ?? null };
  const run = await startRun(lab, "prune", `${words}, replayed`, spec, { origin });
  const { points } = finished(run);
  const point = points.find(({ size }) => size === figures.chosen?.size) ?? points.at(-1);
  if (point === undefined) return;
  lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run: run.id, size: point.size } } }));
  await repeatRepairs(lab, record, run.id, point);
  if (figures.test === null) return;
  show(lab, { stage: "Reading the test figure" });
  await appraise(lab, run.id, point);
}

/**
 * Runs the recorded steps again (preparation, sweep, estimate, pruning, repair) and compares what comes out with what
 * the record says. Takes the place of the figures on the page; reads the test figure of the chosen network where the
 * recorded one had been read. Never rejects.
 */
export async function replayRecord(lab: Lab): Promise<void> {
  const { replay } = lab.store.getState();
  if (replay === null || replay.stage !== null || whyNoReplay(lab.store.getState()) !== null) return;
  const { record } = replay;
  show(lab, { stage: "Preparing", failure: null, outcome: null });
  try {
    takeSettingsOfRecord(lab);
    const { runs, settings } = lab.store.getState();
    discard(lab, "preparation");
    if (runs.prepare !== null && runs.prepare.spec.prefer !== settings.backend) {
      // a worker keeps its backend for life
      lab.dropLink();
      if ((await openInTurn(lab, null)) === null) return show(lab, { stage: null });
    }
    if (!(await prepare(lab))) {
      const run = lab.store.getState().runs.prepare;
      if (run) finished(run);
      return show(lab, { stage: null });
    }
    const sweep = await repeatSweep(lab, record);
    await repeatPruning(lab, record, sweep);
    const now = runRecordOf(lab.store.getState(), new Date(lab.now()));
    // the sweep is in a record by way of its pruning run
    const made = now && { ...now, figures: { ...now.figures, critical: sweep?.critical ?? null } };
    show(lab, {
      stage: null,
      outcome: made && { figures: compareFigures(record, made), tolerance: toleranceSentence(record, made) },
    });
  } catch (thrown) {
    show(lab, { stage: null, failure: failureOf(thrown) });
  }
}
