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
import { distinctSites } from "./unit-activations.ts";

/** The examples that every unit answers to most, in the full network. */
export interface UnitPeaks {
  /** Examples kept of each unit. */
  readonly count: number;
  /** Players x count: rows of the dataset, the highest activation first; -1 where there are fewer. */
  readonly rows: Int32Array;
  /** Players x count: the unit's highest activation over places on that example. */
  readonly values: Float32Array;
  /** A player each: share of the examples on which it is above zero somewhere. */
  readonly active: Float64Array;
}

/** Keeps the `count` highest values of every player, each with its row; of equal ones those that came first. */
function highest(players: number, count: number) {
  const rows = new Int32Array(players * count).fill(-1);
  const values = new Float32Array(players * count).fill(Number.NEGATIVE_INFINITY);
  return {
    rows,
    values,
    add(player: number, row: number, value: number): void {
      const from = player * count;
      let at = from + count - 1;
      if (!(value > values[at])) return;
      for (; at > from && value > values[at - 1]; at--) {
        values[at] = values[at - 1];
        rows[at] = rows[at - 1];
      }
      values[at] = value;
      rows[at] = row;
    },
  };
}

/** Highest value over places, of [examples, ..., channels]: examples x channels. */
async function highestPlaces(x: Tensor): Promise<Float32Array> {
  const [examples] = x.shape;
  const channels = x.shape[x.shape.length - 1];
  const most = tf.tidy(() => tf.max(tf.reshape(x, [examples, -1, channels]), 1));
  try {
    return (await most.data()) as Float32Array;
  } finally {
    most.dispose();
  }
}

/**
 * The examples on which each unit is most active, from one plain forward pass, looked at where masks act (as
 * `unitActivations` does); of several places and channels the highest counts. Yields the examples done.
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 * @param count examples kept of each unit
 */
export async function* unitPeaks(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  examples: ExampleSlice,
  count: number,
): AsyncGenerator<number, UnitPeaks> {
  const network = upload(model);
  const shapes = outputShapes(model);
  const sites = distinctSites(model, planEvaluation(model, graph, players).sites.values());
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const perPass = examplesAPass(widestLayer(model.layers, shapes));
  const kept = highest(players.count, count);
  const active = new Float64Array(players.count);
  const peaks = new Float32Array(players.count);
  const sizes = new Map<Site, Float32Array>();
  try {
    for (let from = 0; from < examples.length; from += perPass) {
      const rows = examples.slice(from, from + perPass);
      const x = tf.tensor(inputsOf(rows), [rows.length, ...(shapes.get(input) ?? [])], "float32");
      const seen = runLayers(network, model.layers, new Map(), new Set(sites.keys()), (layer) =>
        layer.kind === "input" ? tf.clone(x) : null,
      );
      x.dispose();
      for (const [source, site] of sites) sizes.set(site, await highestPlaces(seen.get(source) as Tensor));
      tf.dispose([...seen.values()]);
      rows.forEach((row, example) => {
        peaks.fill(Number.NEGATIVE_INFINITY);
        for (const [{ players: own }, values] of sizes)
          own.forEach((player, channel) => {
            if (player >= 0) peaks[player] = Math.max(peaks[player], values[example * own.length + channel]);
          });
        peaks.forEach((value, player) => {
          if (value > 0) active[player] += 1 / examples.length;
          kept.add(player, row, value);
        });
      });
      yield Math.min(examples.length, from + perPass);
    }
  } finally {
    network.dispose();
  }
  return { count, rows: kept.rows, values: kept.values, active };
}
