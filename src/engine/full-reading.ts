import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { Layer, LayerId, Model } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import type { LayerSums } from "../core/repair/layer-sums.ts";
import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { applyLayer } from "./apply-layer.ts";
import { checkIds } from "./check-ids.ts";
import { type DrawnPlaces, placesOfExamples } from "./drawn-places.ts";
import { planEvaluation } from "./evaluation-plan.ts";
import { type FullSums, gatherSums } from "./full-sums.ts";
import { blocksOf, featuresOf, linearPart } from "./linear-rows.ts";
import { runLayers, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass } from "./predict.ts";
import { placesLookedAt, rowsGiven, rowsRead } from "./refit-targets.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/** Features of a layer whose sums are gathered, at most; of wider layers every unit shows some of its features. */
const mostFeatures = 2048;

/** Bytes of what no mask reaches that are kept from one selection to the next. */
const keptBytes = 128 * 2 ** 20;

const isLinear = (layer: Layer): layer is LinearLayer =>
  layer.kind === "dense" || layer.kind === "conv" || layer.kind === "depthwise-conv";

/** What a layer of the full network gives before its activation, at the drawn places (null: at all). */
export interface Target {
  readonly drawn: DrawnPlaces | null;
  readonly y: Tensor2D;
}

/** Player of each output channel of a layer, -1 where none may be cut. */
function targetPlayers(graph: DependencyGraph, players: Players, layer: LinearLayer): Int32Array {
  const { shape } = layer.weights.kernel;
  const owner = new Int32Array(shape[shape.length - 1]).fill(-1);
  for (let player = 0; player < players.count; player++) {
    const group = graph.groups.find(({ id }) => id === players.groups[players.groupOf[player]]);
    for (const { layer: id, weight, axis, indices } of group?.couplings ?? [])
      if (id === layer.id && weight === "kernel" && axis === shape.length - 1)
        for (const channel of indices[players.unitOf[player]]) owner[channel] = player;
  }
  return owner;
}

/**
 * What the full network reads and gives on the examples that a refit learns from: everything that is the same for all
 * selections.
 */
export function fullReading(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  learn: ExampleSlice,
  random: RandomSource,
) {
  const network = upload(model);
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId) => shapes.get(id) ?? [];
  const plan = planEvaluation(model, graph, players);
  const input = model.layers.find(({ kind }) => kind === "input") as Layer;
  const weightsOf = (layer: Layer) => network.weights.get(layer.id) ?? {};
  const perPass = examplesAPass(widestLayer(model.layers, shapes));

  /** What no mask reaches, for these examples. */
  function frontierOf(rows: ExampleSlice): Map<LayerId, Tensor> {
    const values = inputsOf(rows);
    checkIds(model, values, rows.length);
    const x = tf.tensor(values, [rows.length, ...shapeOf(input.id)], "float32");
    const found = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
      layer.kind === "input" ? tf.clone(x) : null,
    );
    x.dispose();
    for (const [id, tensor] of found)
      if (!plan.frontier.has(id)) {
        tensor.dispose();
        found.delete(id);
      }
    return found;
  }
  const kept = new Map<string, Map<LayerId, Tensor>[]>();
  const frontierFloats = [...plan.frontier].reduce(
    (sum, id) => sum + shapeOf(id).reduce((product, length) => product * length, 1),
    0,
  );
  /** Runs over what no mask reaches, a pass of examples at a time; kept for the next time where it is small. */
  async function overFrontiers(rows: ExampleSlice, each: (frontier: Map<LayerId, Tensor>) => Promise<void>) {
    const keeps = 4 * frontierFloats * rows.length <= keptBytes;
    const key = `${rows.length}:${rows.join()}`;
    const known = kept.get(key);
    if (keeps && !known) {
      for (const chunks of kept.values()) for (const chunk of chunks) tf.dispose([...chunk.values()]);
      kept.clear();
    }
    const fresh: Map<LayerId, Tensor>[] = [];
    for (let from = 0, place = 0; from < rows.length; from += perPass, place++) {
      const chunk = known?.[place] ?? frontierOf(rows.slice(from, from + perPass));
      await each(chunk);
      if (keeps) fresh.push(chunk);
      else tf.dispose([...chunk.values()]);
    }
    if (keeps && !known) kept.set(key, fresh);
  }

  const learnt = new Map<LayerId, Tensor>();
  const targets = new Map<LayerId, Target>();
  const sums = new Map<LayerId, FullSums>();
  const shown = new Map<LayerId, Int32Array>();

  /** Whether a layer has an intercept to be fitted, of its own or in the norm that reads it. */
  function hasIntercept(layer: LinearLayer): boolean {
    if (layer.weights.bias) return true;
    const readers = model.layers.filter(({ inputs }) => inputs.includes(layer.id));
    const plain = layer.activation.name === "linear" && layer.id !== model.output;
    return plain && readers.length > 0 && readers.every(({ kind }) => kind === "batch-norm");
  }

  /** Features that show in the sums: all of them, or evenly spread places of every channel. */
  function shownFeatures(layer: LinearLayer): Int32Array {
    const channels = layer.weights.kernel.shape.at(-2) as number;
    const places = featuresOf(layer) / channels;
    const most = Math.max(1, Math.min(places, Math.floor(mostFeatures / channels)));
    return Int32Array.from({ length: most * channels }, (_, at) => {
      const place = Math.floor(((Math.floor(at / channels) + 0.5) * places) / most);
      return place * channels + (at % channels);
    });
  }

  /** Whether every fit of a layer is a part of its sums: it reads what no cut and no repair changes, all of it shown. */
  const fromSums = (layer: LinearLayer) =>
    plan.sites.get(layer.id)?.first === true && shown.get(layer.id)?.length === featuresOf(layer);

  /** One chunk of the learning examples through the full network. */
  async function readChunk(
    chunk: Map<LayerId, Tensor>,
    drawn: ReadonlyMap<LayerId, DrawnPlaces | null>,
    gathered: ReadonlyMap<LayerId, ReturnType<typeof gatherSums>>,
    parts: Map<LayerId, Tensor2D[]>,
  ): Promise<void> {
    const live = new Map(chunk);
    for (const layer of plan.suffix) {
      const inputs = layer.inputs.map((id) => live.get(id) as Tensor);
      if (isLinear(layer)) {
        const own = drawn.get(layer.id) ?? null;
        const y = tf.tidy(() => tf.clone(rowsGiven(linearPart(layer, inputs[0], weightsOf(layer)), own)));
        const features = shown.get(layer.id);
        if (features) {
          const h = tf.tidy(() => {
            const rows = tf.squeeze(rowsRead(layer, inputs[0], own), [0]) as Tensor2D;
            return features.length === rows.shape[1] ? rows : tf.gather(rows, tf.tensor1d(features, "int32"), 1);
          });
          await gathered.get(layer.id)?.add(h, y);
          h.dispose();
        }
        parts.get(layer.id)?.push(y);
      }
      live.set(
        layer.id,
        tf.tidy(() => applyLayer(layer, inputs, weightsOf(layer))),
      );
    }
    for (const [id, tensor] of live) if (chunk.get(id) !== tensor) tensor.dispose();
  }

  async function prepare(): Promise<void> {
    const drawn = new Map<LayerId, DrawnPlaces | null>();
    const gathered = new Map<LayerId, ReturnType<typeof gatherSums>>();
    const parts = new Map<LayerId, Tensor2D[]>();
    for (const layer of plan.suffix.filter(isLinear)) {
      const places = shapeOf(layer.id)
        .slice(0, -1)
        .reduce((product, length) => product * length, 1);
      parts.set(layer.id, []);
      const summed = blocksOf(layer) === 1 && plan.sites.has(layer.id);
      if (summed) shown.set(layer.id, shownFeatures(layer));
      drawn.set(layer.id, placesLookedAt(layer, learn.length, places, fromSums(layer), random));
      if (!summed) continue;
      const outputs = layer.weights.kernel.shape.at(-1) as number;
      const features = shown.get(layer.id)?.length ?? 0;
      gathered.set(layer.id, gatherSums(features, outputs, hasIntercept(layer)));
    }
    for (let from = 0; from < learn.length; from += perPass) {
      const some = learn.slice(from, from + perPass);
      const chunk = frontierOf(some);
      const ofChunk = [...drawn].map(([id, all]) => [id, all && placesOfExamples(all, from, some.length)] as const);
      await readChunk(chunk, new Map(ofChunk), gathered, parts);
      for (const [id, tensor] of chunk) {
        const before = learnt.get(id);
        learnt.set(id, before ? tf.concat([before, tensor], 0) : tensor);
        if (before) tf.dispose([before, tensor]);
      }
    }
    for (const [id, own] of parts) {
      targets.set(id, { drawn: drawn.get(id) ?? null, y: tf.concat(own, 0) });
      tf.dispose(own);
    }
    for (const [id, own] of gathered) sums.set(id, await own.done());
  }
  let prepared: Promise<void> | null = null;

  /** Whose each channel is of a tensor that no mask reaches: what the masked layers that read it say. */
  const owners = new Map<LayerId, Int32Array>();
  for (const layer of plan.suffix) {
    const site = plan.sites.get(layer.id);
    if (site?.first) owners.set(layer.inputs[0], site.players);
  }

  /** Channels that a selection leaves of it; null for all of them. */
  function channelsLeft(id: LayerId, selection: Uint8Array): Int32Array | null {
    const owner = owners.get(id);
    if (!owner) return null;
    const left = Int32Array.from(owner.keys()).filter(
      (channel) => owner[channel] < 0 || selection[owner[channel]] === 1,
    );
    return left.length === owner.length ? null : left;
  }

  return {
    plan,
    ready: () => (prepared ??= prepare()),
    overFrontiers,
    /** What no mask reaches, for the examples to learn from. */
    learnt: (): ReadonlyMap<LayerId, Tensor> => learnt,
    target(id: LayerId): Target {
      const target = targets.get(id);
      if (!target) throw new Error(`nothing to fit ${id} to`);
      return target;
    },
    /** Sums of a layer that reads what no cut and no repair changes, all its features shown. */
    sumsAtFrontier(id: LayerId): FullSums | undefined {
      const layer = plan.suffix.find((each) => each.id === id);
      return layer && isLinear(layer) && fromSums(layer) ? sums.get(id) : undefined;
    },
    /** Features of the full layer that a selection leaves. */
    featuresLeft(layer: LinearLayer, selection: Uint8Array): Int32Array {
      const channels = layer.weights.kernel.shape.at(-2) as number;
      const left =
        channelsLeft(layer.inputs[0], selection) ?? Int32Array.from({ length: channels }, (_, channel) => channel);
      return Int32Array.from({ length: (featuresOf(layer) / channels) * left.length }, (_, at) => {
        const place = Math.floor(at / left.length);
        return place * channels + left[at % left.length];
      });
    },
    /** What a selection leaves of a tensor that no mask reaches. Inside a tidy. */
    leftOf(id: LayerId, x: Tensor, selection: Uint8Array): Tensor {
      const left = channelsLeft(id, selection);
      return left ? tf.gather(x, tf.tensor1d(left, "int32"), x.rank - 1) : x;
    },
    layerSums(): LayerSums[] {
      return [...sums].map(([id, { equations, targetSquares }]) => {
        const layer = plan.suffix.find((each) => each.id === id) as LinearLayer;
        const channels = plan.sites.get(id)?.players ?? new Int32Array(0);
        return {
          layer: id,
          equations,
          targetSquares,
          featurePlayer: Int32Array.from(shown.get(id) ?? [], (feature) => channels[feature % channels.length]),
          targetPlayer: targetPlayers(graph, players, layer),
        };
      });
    },
    dispose() {
      for (const chunks of kept.values()) for (const chunk of chunks) tf.dispose([...chunk.values()]);
      kept.clear();
      tf.dispose([...learnt.values()]);
      learnt.clear();
      for (const { y } of targets.values()) y.dispose();
      targets.clear();
      network.dispose();
    },
  };
}
