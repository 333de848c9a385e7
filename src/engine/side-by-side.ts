import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Layer, LayerId, Model, Shape } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { checkIds } from "./check-ids.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { runLayers, uploadLayer } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass } from "./predict.ts";
import { type Tensor, tf } from "./tf.ts";

/** What one layer reads in both networks on the same examples. */
export interface ReadPair {
  readonly full: Tensor;
  readonly pruned: Tensor;
  readonly examples: number;
}

/** Two networks of the same layers that are walked through together, layer by layer. */
export interface SideBySide {
  /**
   * What a layer reads, a pass of examples at a time; the tensors are the walk's own and live until the next pull. Ask
   * for layers in the networks' order.
   */
  inputsOf(layer: LayerId): AsyncGenerator<ReadPair, void>;
  /** Weights of a layer of the full network. */
  fullWeights(layer: LayerId): LayerTensors;
  /** Puts new weights into the pruned network: what follows is computed with them. */
  replace(layer: Layer): void;
  dispose(): void;
}

/** Activations are kept from layer to layer up to here; above it each layer is computed from the input anew. */
const keptBytes = 256 * 2 ** 20;

/** One network on its way: for each pass of examples the outputs that later layers read, and the layers done. */
interface Passage {
  readonly model: Model;
  readonly weights: Map<LayerId, LayerTensors>;
  readonly live: Map<LayerId, Tensor>[];
  readonly done: number[];
}

const passage = (model: Model): Passage => ({
  model,
  weights: new Map(model.layers.map((layer) => [layer.id, uploadLayer(layer)])),
  live: [],
  done: [],
});

/** Goes on with one pass up to (not including) the layer at `upTo`. */
function advance({ model, weights, live, done }: Passage, pass: number, upTo: number, x: () => Tensor): void {
  const known = live[pass] ?? new Map<LayerId, Tensor>();
  const stretch = model.layers.slice(done[pass] ?? 0, upTo);
  const later = new Set(model.layers.slice(upTo).flatMap(({ inputs }) => inputs));
  const network = { model, weights, dispose: () => {} };
  const found = runLayers(network, stretch, known, later, (layer) => (layer.kind === "input" ? x() : null));
  for (const [id, tensor] of known)
    if (later.has(id)) found.set(id, tensor);
    else tensor.dispose();
  live[pass] = found;
  done[pass] = upTo;
}

function forget({ live, done }: Passage): void {
  for (const tensors of live) if (tensors) tf.dispose([...tensors.values()]);
  live.length = 0;
  done.length = 0;
}

/**
 * Walks a full and a pruned network through the same examples.
 * @param pruned the same layers in the same order, some of them narrower
 * @param inputsOf the network's inputs for these examples
 */
export function sideBySide(
  full: Model,
  pruned: Model,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  examples: ExampleSlice,
): SideBySide {
  const shapes = outputShapes(full);
  const floats = widestLayer(full.layers, shapes);
  const perPass = examplesAPass(2 * floats);
  const keeps = 2 * 4 * floats * examples.length <= keptBytes;
  const passes = Array.from({ length: Math.ceil(examples.length / perPass) }, (_, pass) =>
    examples.slice(pass * perPass, (pass + 1) * perPass),
  );
  const input = full.layers.find((layer) => layer.kind === "input");
  const shape: Shape = input ? (shapes.get(input.id) ?? []) : [];
  const both = [passage(full), passage(pruned)] as const;
  return {
    async *inputsOf(id) {
      const place = full.layers.findIndex((layer) => layer.id === id);
      const [read] = full.layers[place].inputs;
      for (const [pass, rows] of passes.entries()) {
        const values = inputsOf(rows);
        checkIds(full, values, rows.length);
        const x = () => tf.tensor(values, [rows.length, ...shape], "float32");
        for (const each of both) advance(each, pass, place, x);
        const [fullRead, prunedRead] = both.map(({ live }) => live[pass].get(read));
        if (!fullRead || !prunedRead) throw new Error(`the layer ${id} reads ${read}, which is not there`);
        try {
          yield { full: fullRead, pruned: prunedRead, examples: rows.length };
        } finally {
          if (!keeps) for (const each of both) forget(each);
        }
      }
    },
    fullWeights: (layer) => both[0].weights.get(layer) ?? {},
    replace(layer) {
      tf.dispose(Object.values(both[1].weights.get(layer.id) ?? {}));
      both[1].weights.set(layer.id, uploadLayer(layer));
    },
    dispose() {
      for (const each of both) {
        forget(each);
        for (const tensors of each.weights.values()) tf.dispose(Object.values(tensors));
        each.weights.clear();
      }
    },
  };
}
