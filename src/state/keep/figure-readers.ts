import type { PoolFit } from "../../core/estimate/pool-fit.ts";
import {
  expected,
  listOf,
  number,
  oneOf,
  orAbsent,
  orNull,
  pairOf,
  type Reader,
  text,
  truth,
} from "../../core/experiment/reader.ts";
import { strategySettings } from "../../core/experiment/strategy-reader.ts";
import type { Score } from "../../core/game/score.ts";
import type { InteractionEstimate } from "../../core/interaction/pairwise-interaction.ts";
import type { Cost } from "../../core/model/summary.ts";
import type { LayerGame } from "../../core/power/layer-games.ts";
import type { PowerEstimate } from "../../core/power/power-index.ts";
import type { Trail, TrailPoint } from "../../core/prune/trail.ts";
import type { LayerFit } from "../../core/repair/layer-fit.ts";
import type { RepairedLayer, RepairedWeights } from "../../core/repair/repaired-weights.ts";
import type { Epoch } from "../../core/repair/tuning.ts";
import type { SampledLeastCore } from "../../core/solution/sampled-least-core.ts";
import {
  type Band,
  type CriticalSize,
  type Sweep,
  type SweepSettings,
  uncertaintyStatistics,
} from "../../core/uncertainty/band.ts";
import type { Surface } from "../../core/uncertainty/surface.ts";
import type { Appraisal, Estimation, Sensitivity } from "../../jobs/contract.ts";
import type { Repair, RepairedSelection } from "../../jobs/repair-contract.ts";
import type { TinyGame, TinySolutions } from "../../jobs/tiny-contract.ts";
import { arrayOf, count, exactly, having, namedBy, numbers, texts } from "./shape-readers.ts";

/** Readers of the figures that jobs answer with, for a network of so many players where they are one a player. */

export const score = having<Score>({ value: number, interval: pairOf(number), examples: number });
export const cost = having<Cost>({ parameters: number, macs: number, bytes: number });
export const statistic = oneOf(...uncertaintyStatistics);
const sweepSettingsFields = { fractions: listOf(number), masks: number, rescaled: truth, statistic };
export const sweepSettings = having<SweepSettings>(sweepSettingsFields);
export const critical = having<CriticalSize>({
  statistic,
  fraction: number,
  interval: orNull(pairOf(number)),
  clear: truth,
});

/** One value for each statistic. */
const byStatistic = <T>(read: Reader<T>) =>
  having<Record<(typeof uncertaintyStatistics)[number], T>>(
    Object.fromEntries(uncertaintyStatistics.map((name) => [name, read])),
  );

export const sweep = (players: number): Reader<Sweep> =>
  having<Sweep>({
    settings: sweepSettings,
    players: exactly(players),
    masksDone: count,
    bands: listOf(
      having<Band>({
        fraction: number,
        mean: number,
        quantiles: numbers(5) as Reader<Band["quantiles"]>,
        uncertainty: byStatistic(number),
      }),
    ),
    critical,
  });

export const surface =
  (players: number): Reader<Surface> =>
  (value, path) => {
    const { settings } = having<Surface>({
      settings: having<Surface["settings"]>({
        groupsOfPlayers: arrayOf(Uint8Array, players),
        p: listOf(number),
        q: listOf(number),
        statistic,
      }),
    })(value, path);
    const cells = arrayOf(Float64Array, settings.p.length * settings.q.length);
    return having<Surface>({
      masksDone: count,
      mean: cells,
      uncertainty: byStatistic(cells),
      peak: orNull(having({ p: number, q: number, value: number })),
    })(value, path);
  };

/** The games of an estimate's layers, whose players are those of the estimate. */
const layersOf =
  (players: number | undefined): Reader<readonly LayerGame[]> =>
  (value, path) => {
    const layers = listOf(
      having<LayerGame>({
        group: text,
        players: count,
        evaluations: number,
        degreesOfFreedom: number,
        estimator: orNull(text),
      }),
    )(value, path);
    const all = layers.reduce((sum, layer) => sum + layer.players, 0);
    return players === undefined || all === players ? layers : expected(`${players} players`, path, all);
  };

export const powerEstimate = (players?: number): Reader<PowerEstimate> =>
  having<PowerEstimate>({
    power: arrayOf(Float64Array, players),
    standardError: arrayOf(Float64Array, players),
    degreesOfFreedom: number,
    evaluations: number,
    examplesEach: orAbsent(number),
    work: orAbsent(number),
    layers: orAbsent(layersOf(players)),
  });

export const estimation =
  (players: number): Reader<Estimation> =>
  (value, path) => {
    powerEstimate(players)(value, path);
    return having<Estimation>({
      estimator: text,
      states: arrayOf(Uint8Array, players),
      settled: truth,
      looks: having({ taken: number, planned: orNull(number) }),
      prior: orNull(arrayOf(Float64Array, players)),
      exampleError: orNull(arrayOf(Float64Array, players)),
    })(value, path);
  };

export const poolFit = (players: number): Reader<PoolFit> =>
  having<PoolFit>({
    players: exactly(players),
    evaluations: number,
    examplesEach: orAbsent(number),
    work: orAbsent(number),
    degreesOfFreedom: number,
    shapley: arrayOf(Float64Array, players),
    shapleyError: arrayOf(Float64Array, players),
    curves: arrayOf(Float64Array, 3 * players),
    covariances: arrayOf(Float64Array, 6 * players),
  });

export const sensitivity = having<Sensitivity>({ biases: listOf(number), scores: listOf(score) });

export const interaction: Reader<InteractionEstimate> = (value, path) => {
  const { units } = having<InteractionEstimate>({ units: arrayOf(Int32Array) })(value, path);
  const pairs = arrayOf(Float64Array, (units.length * (units.length - 1)) / 2);
  return having<InteractionEstimate>({
    interaction: pairs,
    standardError: pairs,
    degreesOfFreedom: number,
    evaluations: number,
  })(value, path);
};

export const leastCore = (players: number): Reader<SampledLeastCore> =>
  having<SampledLeastCore>({
    allocation: arrayOf(Float64Array, players),
    deficit: number,
    bound: number,
    constraints: number,
  });

export const tinyGame: Reader<TinyGame> = (value, path) => {
  const { players } = having<TinyGame>({ players: oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) })(value, path);
  const each = arrayOf(Float64Array, players);
  return having<TinyGame>({
    names: texts,
    values: arrayOf(Float64Array, 2 ** players),
    exact: having({ shapley: each, banzhaf: each, chosen: each }),
    estimate: orNull(powerEstimate(players)),
    solutions: orNull(
      having<TinySolutions>({
        coreEmpty: truth,
        leastCore: having({ value: number, allocation: each }),
        coreBounds: orNull(having({ least: each, most: each })),
        nucleolus: each,
        kernel: having({ allocation: each, residual: number }),
      }),
    ),
  })(value, path);
};

export const trail = (players: number): Reader<Trail> =>
  having<Trail>({
    settings: strategySettings,
    points: listOf(
      having<TrailPoint>({
        size: count,
        selection: arrayOf(Uint8Array, players),
        accuracy: number,
        interval: pairOf(number),
        afterRefit: orAbsent(having({ accuracy: number, interval: pairOf(number) })),
        evaluations: number,
      }),
    ),
    evaluations: number,
    examplesEach: orAbsent(number),
    estimate: orNull(powerEstimate(players)),
    selection: arrayOf(Uint8Array, players),
  });

export const repairedWeights: Reader<RepairedWeights> = listOf(
  having<RepairedLayer>({
    layer: text,
    weights: namedBy(having({ shape: listOf(number), values: arrayOf(Float32Array) })),
  }),
);

/** The fields that say which network: a choice of units, and what repair has made of it. */
export const repairedSelection = (players: number): Reader<RepairedSelection> =>
  having<RepairedSelection>({ selection: arrayOf(Uint8Array, players), repaired: orAbsent(orNull(repairedWeights)) });

export const repair: Reader<Repair> = having<Repair>({
  stage: text,
  examples: number,
  calibration: number,
  before: orNull(score),
  after: orNull(score),
  layers: listOf(
    having<LayerFit>({
      layer: text,
      kind: oneOf("linear", "norm"),
      rows: number,
      explained: orNull(having({ before: number, after: number })),
    }),
  ),
  epochs: listOf(having<Epoch>({ epoch: number, loss: number, validation: score })),
  bestEpoch: orNull(number),
  repaired: orNull(repairedWeights),
});

export const appraisal = having<Appraisal>({ test: orNull(score), size: count, cost, widths: listOf(count) });
