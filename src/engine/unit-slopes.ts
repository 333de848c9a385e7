import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { applyLayer } from "./apply-layer.ts";
import { planEvaluation, type Site } from "./evaluation-plan.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { runLayers, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass } from "./predict.ts";
import { type Tensor, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

/** How the log-likelihood of single examples depends on each unit in the full network: one number a player. */
export interface UnitSlopes {
  /**
   * Mean over examples of |sum over places of a g|, a the activation and g the derivative of the log-likelihood by it: the
   * derivative by the unit's mask (Taylor criterion, Molchanov et al. 2017, arXiv:1611.06440, before its normalisation).
   */
  readonly taylor: Float64Array;
  /** Mean over examples of the L2 norm of g over places. */
  readonly gradientNorm: Float64Array;
}

/** Examples a backward pass at most. */
const most = 50;

/**
 * Sums over examples, a player each, from what every site says of every example. A unit at several sites is one unit:
 * its slopes add up before their sign is dropped.
 */
function slopeSums(players: number) {
  const sums: UnitSlopes = { taylor: new Float64Array(players), gradientNorm: new Float64Array(players) };
  const slopes = new Float64Array(most * players);
  const squares = new Float64Array(most * players);
  return {
    sums,
    /** @param slope, square examples x channels of a site */
    add({ players: own }: Site, slope: Float32Array, square: Float32Array): void {
      slope.forEach((value, place) => {
        const player = own[place % own.length];
        if (player < 0) return;
        const at = Math.floor(place / own.length) * players + player;
        slopes[at] += value;
        squares[at] += square[place];
      });
    },
    close(): void {
      for (let at = 0; at < slopes.length; at++) {
        sums.taylor[at % players] += Math.abs(slopes[at]);
        sums.gradientNorm[at % players] += Math.sqrt(squares[at]);
      }
      slopes.fill(0);
      squares.fill(0);
    },
  };
}

/** The tensor that a site masks, multiplied by a mask for each example and channel, and moved by a perturbation. */
function perturbed(x: Tensor, mask: Tensor, perturbation: Tensor): Tensor {
  const [examples, channels] = mask.shape;
  const masked = tf.mul(tf.reshape(x, [examples, -1, channels]), tf.expandDims(mask, 1));
  return tf.reshape(tf.add(masked, perturbation), x.shape);
}

/**
 * Slopes of every unit on these examples, from one forward and one backward pass: masks of 1 for every example and
 * channel stand where the evaluator's masks act, and nothing is added to what they multiply; the derivatives by both say
 * all. Yields the examples done.
 * @param labels class of each example, in their order
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 */
export async function* unitSlopes(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  examples: ExampleSlice,
  labels: Int32Array,
): AsyncGenerator<number, UnitSlopes> {
  if (tf.getBackend() === "wasm") registerWasmGradients();
  const network = upload(model);
  const plan = planEvaluation(model, graph, players);
  const sites = [...plan.sites.values()];
  const shapes = outputShapes(model);
  const kind = outputKindOf(model);
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const chunk = Math.min(most, examplesAPass(4 * widestLayer(model.layers, shapes)));
  const collected = slopeSums(players.count);

  function worth(
    frontier: ReadonlyMap<LayerId, Tensor>,
    at: ReadonlyMap<LayerId, readonly [Tensor, Tensor]>,
    own: Int32Array,
  ): Tensor {
    const output = runLayers(network, plan.suffix, frontier, new Set([model.output]), (layer, inputs) => {
      const place = at.get(layer.id);
      const moved = place && perturbed(inputs[0], ...place);
      const given = inputs.map((x, i) => (moved && layer.inputs[i] === layer.inputs[0] ? moved : x));
      return applyLayer(layer, given, network.weights.get(layer.id) ?? {});
    }).get(model.output) as Tensor;
    return tf.sum(logLikelihood(output, own, kind));
  }

  async function addChunk(rows: ExampleSlice, own: Int32Array): Promise<void> {
    const x = tf.tensor(inputsOf(rows), [rows.length, ...(shapes.get(input) ?? [])], "float32");
    const frontier = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
      layer.kind === "input" ? tf.clone(x) : null,
    );
    const sizeAt = (site: Site) => {
      const source = model.layers.find((layer) => layer.id === site.consumer)?.inputs[0] as LayerId;
      return (shapes.get(source) ?? []).reduce((product, length) => product * length, 1);
    };
    const given = sites.flatMap((site) => {
      const channels = site.players.length;
      return [tf.ones([rows.length, channels]), tf.zeros([rows.length, sizeAt(site) / channels, channels])];
    });
    const derivatives = tf.tidy(() =>
      tf.grads((...all: Tensor[]) => {
        const at = new Map(sites.map((site, i) => [site.consumer, [all[2 * i], all[2 * i + 1]] as const]));
        return worth(frontier, at, own) as never;
      })(given),
    );
    for (const [i, site] of sites.entries()) {
      const square = tf.tidy(() => tf.sum(tf.square(derivatives[2 * i + 1]), 1));
      collected.add(site, (await derivatives[2 * i].data()) as Float32Array, (await square.data()) as Float32Array);
      square.dispose();
    }
    collected.close();
    tf.dispose([x, ...derivatives, ...given, ...frontier.values()]);
  }

  try {
    for (let from = 0; from < examples.length && sites.length > 0; from += chunk) {
      await addChunk(examples.slice(from, from + chunk), labels.slice(from, from + chunk));
      yield Math.min(examples.length, from + chunk);
    }
  } finally {
    network.dispose();
  }
  const mean = (sums: Float64Array) => sums.map((sum) => sum / examples.length);
  return { taylor: mean(collected.sums.taylor), gradientNorm: mean(collected.sums.gradientNorm) };
}
