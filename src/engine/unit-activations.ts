import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { LayerId, Model } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { planEvaluation, type Site } from "./evaluation-plan.ts";
import { runLayers, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass } from "./predict.ts";
import { type Tensor, tf } from "./tf.ts";

/** What each unit's activations are like in the full network, as its readers get them: one number a player. */
export interface UnitActivations {
  /** Mean of |a| over examples and places. */
  readonly mean: Float64Array;
  /** Share of the activations that are exactly zero (APoZ, Hu et al. 2016, arXiv:1607.03250). */
  readonly zeros: Float64Array;
}

/** One site for each tensor that is masked: layers that read the same tensor see the same activations. */
export function distinctSites(model: Model, sites: Iterable<Site>): Map<LayerId, Site> {
  const distinct = new Map<LayerId, Site>();
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  for (const site of sites) {
    const source = layers.get(site.consumer)?.inputs[0] as LayerId;
    if (!distinct.has(source)) distinct.set(source, site);
  }
  return distinct;
}

/** Mean over everything but the channels, of [examples, ..., channels]. */
async function channelMeans(x: Tensor): Promise<Float32Array> {
  const channels = x.shape[x.shape.length - 1];
  const means = tf.tidy(() => tf.mean(tf.reshape(x, [-1, channels]), 0));
  const values = (await means.data()) as Float32Array;
  means.dispose();
  return values;
}

/**
 * Activations of every unit on these examples, from one plain forward pass. A unit is looked at where masks act: in
 * the inputs of the layers that read it, after norm, activation and pooling; several places of it count alike.
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 */
export async function unitActivations(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  examples: ExampleSlice,
): Promise<UnitActivations> {
  const network = upload(model);
  const shapes = outputShapes(model);
  const sites = distinctSites(model, planEvaluation(model, graph, players).sites.values());
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const perPass = examplesAPass(widestLayer(model.layers, shapes));
  const sums = { mean: new Float64Array(players.count), zeros: new Float64Array(players.count) };
  const channels = new Float64Array(players.count);
  for (const { players: own } of sites.values()) for (const player of own) if (player >= 0) channels[player] += 1;
  const add = (into: Float64Array, { players: own }: Site, values: Float32Array, weight: number) => {
    own.forEach((player, channel) => {
      if (player >= 0) into[player] += (values[channel] * weight) / channels[player];
    });
  };
  try {
    for (let from = 0; from < examples.length; from += perPass) {
      const rows = examples.slice(from, from + perPass);
      const x = tf.tensor(inputsOf(rows), [rows.length, ...(shapes.get(input) ?? [])], "float32");
      const seen = runLayers(network, model.layers, new Map(), new Set(sites.keys()), (layer) =>
        layer.kind === "input" ? tf.clone(x) : null,
      );
      x.dispose();
      for (const [source, site] of sites) {
        const activation = seen.get(source) as Tensor;
        const [size, zero] = tf.tidy(() => [tf.abs(activation), tf.cast(tf.equal(activation, 0), "float32")]);
        add(sums.mean, site, await channelMeans(size), rows.length / examples.length);
        add(sums.zeros, site, await channelMeans(zero), rows.length / examples.length);
        tf.dispose([size, zero]);
      }
      tf.dispose([...seen.values()]);
    }
  } finally {
    network.dispose();
  }
  return sums;
}
