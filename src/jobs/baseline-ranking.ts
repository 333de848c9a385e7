import { medianDistances } from "../core/baseline/geometric-median.ts";
import { leaveOneOut } from "../core/baseline/leave-one-out.ts";
import { magnitudes } from "../core/baseline/magnitude.ts";
import { normScales } from "../core/baseline/norm-scale.ts";
import { withinLayer } from "../core/baseline/within-layer.ts";
import { FailureError } from "../core/failure.ts";
import type { PowerEstimate } from "../core/power/power-index.ts";
import { constraintsOf } from "../core/prune/constraints.ts";
import { type BaselineName, isBaseline } from "../core/prune/trail.ts";
import type { Progress } from "../core/step.ts";
import type { PruneSpec } from "./contract.ts";
import { calibrationTruth, gameOf, stepOf } from "./game-of.ts";
import type { Journal } from "./journal.ts";
import { ready, type Workbench } from "./workbench.ts";

/** What a ranking took, in passes over the calibration examples: a backward pass counts as two. */
interface Ranking {
  readonly values: Float64Array;
  readonly evaluations: number;
}

const invalid = (message: string, advice: string) =>
  new FailureError({ kind: "settings-invalid", message, where: "strategy", advice });

/** The rankings that weights alone make. */
function fromWeights(bench: Workbench, name: BaselineName): Float64Array | null {
  const { model } = ready(bench);
  const parts = [model.model, model.graph, model.players] as const;
  switch (name) {
    case "magnitude-l1":
      return magnitudes(...parts, "l1");
    case "magnitude-l2":
      return magnitudes(...parts, "l2");
    case "norm-scale": {
      const scales = normScales(...parts);
      if (scales === null)
        throw invalid("The network has no batch norm behind its units.", "Choose another ranking, such as magnitude.");
      return scales;
    }
    default:
      return null;
  }
}

/** How the log-likelihood depends on each unit. */
async function* fromSlopes(bench: Workbench, spec: PruneSpec, name: "taylor" | "gradient-norm") {
  const { model, session } = ready(bench);
  const rows = session.split.calibration;
  const truth = await calibrationTruth(session, spec.payoff);
  if (truth.kind !== "classes")
    throw invalid("Gradients follow the log-likelihood, which needs classes.", "Choose another ranking.");
  const slopes = bench.parts.unitSlopes(model.model, model.graph, model.players, session.inputsOf, rows, truth.labels);
  for (;;) {
    const { value, done } = await slopes.next();
    if (done) return name === "taylor" ? value.taylor : value.gradientNorm;
    const progress: Progress = { done: value, total: rows.length, unit: "examples" };
    yield progress;
  }
}

async function* rankingOf(
  bench: Workbench,
  spec: PruneSpec,
  name: BaselineName,
  journal: Journal,
): AsyncGenerator<Progress, Ranking> {
  const { model, session } = ready(bench);
  switch (name) {
    case "taylor":
    case "gradient-norm":
      return { values: yield* fromSlopes(bench, spec, name), evaluations: 3 };
    case "apoz":
    case "activation-mean": {
      const rows = session.split.calibration;
      const seen = await bench.parts.unitActivations(model.model, model.graph, model.players, session.inputsOf, rows);
      return { values: name === "apoz" ? seen.zeros.map((share) => 1 - share) : seen.mean, evaluations: 1 };
    }
    case "geometric-median": {
      const run = medianDistances(model.model, model.graph, model.players);
      for (;;) {
        const { value, done } = run.next();
        if (done) return { values: value, evaluations: 0 };
        yield { done: value, total: model.players.count, unit: "stages" };
      }
    }
    case "leave-one-out": {
      const pace = stepOf(session, spec.settings.stepEvaluations);
      const run = leaveOneOut(await gameOf(session, spec.payoff, journal), pace);
      for (;;) {
        const { value, done } = await run.next();
        if (done) return { values: value, evaluations: model.players.count + 1 };
        yield value.progress;
      }
    }
    default:
      return { values: fromWeights(bench, name) ?? new Float64Array(model.players.count), evaluations: 0 };
  }
}

/** Units that may go must have a number to be ranked by. */
function checkRanked(bench: Workbench, spec: PruneSpec, values: Float64Array): void {
  const { players } = ready(bench).model;
  const { kept } = constraintsOf(spec.settings.rules ?? [], players);
  const player = values.findIndex((value, at) => Number.isNaN(value) && !kept[at]);
  if (player < 0) return;
  const group = players.groups[players.groupOf[player] ?? 0];
  throw invalid(`No batch norm scales the units of “${group}”.`, "Keep that group whole, or choose another ranking.");
}

/**
 * The ranking that a baseline goes by, each group's divided by its norm where the settings say so; null where the
 * strategy makes its own, or has none. Yields how far it is.
 * @throws FailureError settings-invalid where the network or the data have nothing to rank by
 */
export async function* baselineRanking(
  bench: Workbench,
  spec: PruneSpec,
  journal: Journal,
): AsyncGenerator<Progress, PowerEstimate | null> {
  const { strategy, normalised = false } = spec.settings;
  if (!isBaseline(strategy) || strategy === "random") return null;
  const { players } = ready(bench).model;
  const { values, evaluations } = yield* rankingOf(bench, spec, strategy, journal);
  checkRanked(bench, spec, values);
  return {
    power: normalised ? withinLayer(values, players) : values,
    standardError: new Float64Array(players.count).fill(Number.NaN),
    degreesOfFreedom: 0,
    evaluations,
  };
}
