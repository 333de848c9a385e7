import { estimatorFor } from "../core/estimate/estimator-for.ts";
import { leastSquares } from "../core/estimate/least-squares.ts";
import { shareEvaluations } from "../core/estimate/share-evaluations.ts";
import { constraintsOf } from "../core/prune/constraints.ts";
import { selectUnits } from "../core/prune/select-units.ts";
import { widthsOf } from "../core/prune/selection.ts";
import { seededRandom } from "../core/random/random-source.ts";
import type { EstimateSpec, Stop } from "./contract.ts";
import { stateLevel } from "./estimate-game.ts";
import type { OwnedEvaluator } from "./lab-parts.ts";
import type { MachinePace } from "./pace.ts";
import type { Prepared, Workbench } from "./workbench.ts";

/** A prepared network. */
interface Playable {
  readonly model: NonNullable<Workbench["model"]>;
  readonly session: Prepared;
}

/** A layer, its game's share of what is to be spent, and what its coalitions take. */
export interface LayerRun {
  readonly group: string;
  readonly players: number;
  spec: EstimateSpec;
  readonly level: number;
  pace: MachinePace;
}

/** Backward passes of a layer's first ranking at least: with all other layers whole they differ little. */
const fewestPriorMasks = 10;

/** Sizes of the layers' tops: the same fraction of each, as a layer-wise selection of so many units keeps, and what the rules ask. */
function countsOf({ count, rules = [] }: EstimateSpec, { model: { players } }: Playable): number[] {
  const constraints = constraintsOf(rules, players);
  const all = new Float64Array(players.count);
  return widthsOf(selectUnits(all, constraints, { count, scope: "layer-wise" }), players);
}

/** A layer's part of the stopping rule. */
function stopOf(stop: Stop, evaluations: number, count: number): Stop {
  return stop.kind === "settled" ? { ...stop, count, evaluations } : { ...stop, evaluations };
}

/** Whether a layer's estimator makes use of a first ranking: the one that shrinks to it. */
function shrinks({ estimator, index }: EstimateSpec, players: number, evaluations: number): boolean {
  const name = estimator === "default" ? estimatorFor(index, { players, evaluations }).name : estimator;
  return name === leastSquares.name;
}

/** Every layer with its part of the spec, before anything was timed. */
export function layerRuns(playable: Playable, spec: EstimateSpec): LayerRun[] {
  const { model, session } = playable;
  const { groups } = model.graph;
  const widths = groups.map(({ width }) => width);
  const shares = shareEvaluations(spec.stop.evaluations, widths);
  const counts = countsOf(spec, playable);
  const masks = Math.min(spec.priorMasks, Math.max(fewestPriorMasks, Math.ceil(spec.priorMasks / groups.length)));
  return groups.map(({ id, width }, place) => ({
    group: id,
    players: width,
    // the chance of a wrong state is shared by width, so that it holds for all units together
    level: 1 - ((1 - stateLevel) * width) / model.players.count,
    pace: session.pace,
    spec: {
      ...spec,
      seed: Math.floor(seededRandom(spec.seed, `layer ${id}`).uniform() * 2 ** 32),
      stop: stopOf(spec.stop, shares[place] ?? 0, counts[place] ?? 1),
      count: counts[place] ?? 1,
      // it is made for the estimator: on the page the layer's own estimate follows at once
      priorMasks: shrinks(spec, width, shares[place] ?? 0) ? masks : 0,
    },
  }));
}

/** What a layer's coalitions take beside those of the whole game, by the operations of each. */
export async function pacedByOperations(session: Prepared, evaluator: OwnedEvaluator): Promise<MachinePace> {
  const { split } = session;
  // what one layer takes says nothing of the others
  const { saw: _, ...pace } = session.pace;
  const [layer, whole] = await Promise.all(
    [evaluator, session.evaluator].map(
      async (one) => (await one.evaluationWay?.(split.calibration.length))?.operations,
    ),
  );
  const share = layer && whole ? Math.min(1, layer.coalition / Math.max(1, whole.coalition)) : 1;
  return { ...pace, perSecond: pace.perSecond / share, seconds: (...asked) => share * pace.seconds(...asked) };
}
