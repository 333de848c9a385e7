import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import { type CoalitionBatch, rowsOf } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { applyLayer } from "./apply-layer.ts";
import { normInBatch } from "./batch-norm-in-batch.ts";
import { checkIds } from "./check-ids.ts";
import { planEvaluation, type Site } from "./evaluation-plan.ts";
import { lifted } from "./lifted.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { runLayers, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { maskMatrix } from "./stacked.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

/** The masked network after its batch-norms have been recalibrated, coalition by coalition. */
export interface RecalibratedGame extends Evaluator {
  /** d v / d z_i at each coalition, row-major rows x players, v the mean log-likelihood in nats. */
  gradients(batch: CoalitionBatch, examples: ExampleSlice, labels: Int32Array): Promise<Float64Array>;
  /** Frees the weights. */
  dispose(): void;
}

/** Bytes of activations of one stacked pass. */
const passBytes = 32 * 2 ** 20;

/**
 * The game after recalibration: the worth of a coalition is that of the masked network whose batch-norms behind a mask
 * have the mean and variance of what they read in this very coalition, as `recalibrate` gives the pruned one (adaptive
 * batch normalisation as the judge of candidates: Li et al. 2020, EagleEye, arXiv:2007.02491). In deep networks absent
 * units shift every norm behind them, and without this a coalition's worth tells of that shift alone. Networks without
 * batch-norms play the plain game.
 *
 * The statistics are those of `examplesAtOnce` examples, which always go through together: part of what the game is.
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 */
export function recalibratedGame(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  examplesAtOnce = 100,
): RecalibratedGame {
  if (tf.getBackend() === "wasm") registerWasmGradients();
  const network = upload(model);
  const plan = planEvaluation(model, graph, players);
  const sites = [...plan.sites.values()];
  const shapes = outputShapes(model);
  const kind = outputKindOf(model);
  const width = (shapes.get(model.output) ?? []).reduce((product, length) => product * length, 1);
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const widest = widestLayer(plan.suffix, shapes);

  /** Outputs [coalitions x examples, ...] from the masks of each site, [coalitions, channels]. */
  function run(frontier: ReadonlyMap<LayerId, Tensor>, rows: number, masks: readonly Tensor2D[]): Tensor {
    const maskAt = new Map(sites.map((site, place) => [site.consumer, masks[place]]));
    return runLayers(network, plan.suffix, frontier, new Set([model.output]), (layer, inputs) => {
      const weights = network.weights.get(layer.id) ?? {};
      const given = lifted(plan, layer, inputs, rows, maskAt.get(layer.id));
      return layer.kind === "batch-norm"
        ? normInBatch(layer, given[0], weights, rows).output
        : applyLayer(layer, given, weights);
    }).get(model.output) as Tensor;
  }

  /** Runs over the examples, `examplesAtOnce` together, with what no mask reaches computed once. */
  async function overExamples(
    examples: ExampleSlice,
    each: (frontier: ReadonlyMap<LayerId, Tensor>, from: number, count: number) => Promise<void>,
  ): Promise<void> {
    for (let from = 0; from < examples.length; from += examplesAtOnce) {
      const rows = examples.slice(from, from + examplesAtOnce);
      const values = inputsOf(rows);
      checkIds(model, values, rows.length);
      const x = tf.tensor(values, [rows.length, ...(shapes.get(input) ?? [])], "float32");
      const frontier = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
        layer.kind === "input" ? tf.clone(x) : null,
      );
      try {
        await each(frontier, from, rows.length);
      } finally {
        tf.dispose([x, ...frontier.values()]);
      }
    }
  }

  const masksOf = (batch: CoalitionBatch, gains?: Float32Array) =>
    sites.map((site) => maskMatrix(batch, site.players, gains));

  return {
    players: players.count,
    async outputs(batch, examples, gains): Promise<Outputs> {
      const values = new Float32Array(batch.rows * examples.length * width);
      await overExamples(examples, async (frontier, from, count) => {
        const most = Math.max(1, Math.floor(passBytes / (4 * widest * count)));
        for (let row = 0; row < batch.rows; row += most) {
          const end = Math.min(batch.rows, row + most);
          const masks = masksOf(rowsOf(batch, row, end), gains?.subarray(row * players.count, end * players.count));
          const output = run(frontier, end - row, masks);
          const read = (await output.data()) as Float32Array;
          tf.dispose([output, ...masks]);
          for (let r = row; r < end; r++)
            values.set(
              read.subarray((r - row) * count * width, (r - row + 1) * count * width),
              (r * examples.length + from) * width,
            );
        }
      });
      return { rows: batch.rows, examples: examples.length, width, kind, values };
    },
    async gradients(batch, examples, labels): Promise<Float64Array> {
      const sums = new Float64Array(batch.rows * players.count);
      await overExamples(examples, async (frontier, from, count) => {
        const own = labels.slice(from, from + count);
        for (let row = 0; row < batch.rows; row++) {
          const masks = masksOf(rowsOf(batch, row, row + 1));
          const derivatives = tf.tidy(() =>
            tf.grads((...given: Tensor[]) => {
              const output = run(frontier, 1, given as Tensor2D[]);
              return tf.sum(logLikelihood(output, own, kind)) as never;
            })(masks),
          );
          for (const [place, site] of sites.entries())
            collect(sums, row * players.count, site, (await derivatives[place].data()) as Float32Array);
          tf.dispose([...derivatives, ...masks]);
        }
      });
      return sums.map((sum) => sum / examples.length);
    },
    dispose: () => network.dispose(),
  };
}

/** Adds each channel's derivative to its player's, from a place on. */
function collect(sums: Float64Array, from: number, site: Site, channels: Float32Array): void {
  site.players.forEach((player, channel) => {
    if (player >= 0) sums[from + player] += channels[channel];
  });
}
