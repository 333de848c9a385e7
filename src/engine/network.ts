import { type Layer, type LayerId, type Model, weightsOf } from "../core/model/model.ts";
import { applyLayer } from "./apply-layer.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, tf } from "./tf.ts";

/** A model with its weights on the backend. */
export interface Network {
  readonly model: Model;
  readonly weights: ReadonlyMap<LayerId, LayerTensors>;
  /** Frees the weights. */
  dispose(): void;
}

/** Uploads the weights of one layer to the running backend. */
export function uploadLayer(layer: Layer): LayerTensors {
  const tensors: Record<string, Tensor> = {};
  for (const [name, weight] of Object.entries(weightsOf(layer)))
    tensors[name] = tf.tensor(weight.values, [...weight.shape], "float32");
  return tensors;
}

/** Uploads the weights of a model to the running backend. */
export function upload(model: Model): Network {
  const weights = new Map<LayerId, LayerTensors>();
  for (const layer of model.layers) weights.set(layer.id, uploadLayer(layer));
  return {
    model,
    weights,
    dispose() {
      for (const tensors of weights.values()) tf.dispose(Object.values(tensors));
      weights.clear();
    },
  };
}

/**
 * Runs `layers` in order, freeing each intermediate as soon as nothing reads it any more.
 * @param known outputs of earlier layers; never freed here
 * @param wanted layers whose outputs are returned; the caller frees them
 * @param substitute may change a layer's inputs or give its output itself (masks, folded layers)
 */
export function runLayers(
  network: Network,
  layers: readonly Layer[],
  known: ReadonlyMap<LayerId, Tensor>,
  wanted: ReadonlySet<LayerId>,
  substitute?: (layer: Layer, inputs: readonly Tensor[]) => Tensor | null,
): Map<LayerId, Tensor> {
  const live = new Map<LayerId, Tensor>();
  const readers = new Map<LayerId, number>();
  for (const layer of layers) for (const id of layer.inputs) readers.set(id, (readers.get(id) ?? 0) + 1);
  for (const layer of layers) {
    const inputs = layer.inputs.map((id) => live.get(id) ?? known.get(id)) as Tensor[];
    const output = tf.tidy(
      () => substitute?.(layer, inputs) ?? applyLayer(layer, inputs, network.weights.get(layer.id) ?? {}),
    );
    live.set(layer.id, output);
    // a branch that leads nowhere, as beside the chosen one of several outputs
    if (!readers.has(layer.id) && !wanted.has(layer.id)) {
      output.dispose();
      live.delete(layer.id);
    }
    for (const id of layer.inputs) {
      const left = (readers.get(id) ?? 1) - 1;
      readers.set(id, left);
      if (left === 0 && live.has(id) && !wanted.has(id)) {
        live.get(id)?.dispose();
        live.delete(id);
      }
    }
  }
  return live;
}

/** Plain forward pass: inputs with a leading batch axis to the model's output. The caller frees the result. */
export function forward(network: Network, inputs: Tensor): Tensor {
  const { model } = network;
  const output = runLayers(network, model.layers, new Map(), new Set([model.output]), (layer) =>
    layer.kind === "input" ? tf.clone(inputs) : null,
  ).get(model.output);
  if (!output) throw new Error(`the model has no layer ${model.output}`);
  return output;
}
