import type { AttentionLayer, RecurrentLayer } from "../../../core/model/sequence-layers.ts";
import { type FreshContext, type FreshLayer, inexpressible } from "./fresh-layer.ts";
import { writableActivation } from "./tfjs-activations.ts";

const classNames = { lstm: "LSTM", gru: "GRU", simple: "SimpleRNN" } as const;

/** A recurrent layer; its mask goes along with its first input. @throws FailureError model-unsupported */
export function freshRecurrent(layer: RecurrentLayer, { dialect }: FreshContext): FreshLayer {
  const name = layer.id;
  if (layer.backwards && layer.sequences)
    throw inexpressible(layer, "reads backwards and gives its steps in the order of the input", dialect);
  if (dialect === "tfjs" && layer.resetAfter === true)
    throw inexpressible(layer, "is a GRU that resets after", dialect);
  const named = (key: "activation" | "recurrentActivation"): string => {
    const written = writableActivation(layer[key], dialect);
    if (written === null) throw inexpressible(layer, `uses the activation ${layer[key].name}`, dialect);
    return written;
  };
  return {
    className: classNames[layer.cell],
    config: {
      name,
      units: layer.weights.recurrent.shape[0],
      activation: named("activation"),
      ...(layer.cell === "simple" ? {} : { recurrent_activation: named("recurrentActivation") }),
      use_bias: layer.weights.bias !== undefined,
      return_sequences: layer.sequences,
      go_backwards: layer.backwards,
      ...(layer.cell === "gru" && dialect === "keras3" ? { reset_after: layer.resetAfter === true } : {}),
      ...(layer.cell === "gru" && dialect === "tfjs" ? { reset_after: false } : {}),
    },
    inputs: layer.inputs.slice(0, 1),
  };
}

/** Attention as Keras' MultiHeadAttention. @throws FailureError model-unsupported for tfjs, and without some of the biases only */
export function freshAttention(layer: AttentionLayer, { dialect, shape }: FreshContext): FreshLayer {
  const { heads, causal, weights, inputs, id: name } = layer;
  if (dialect === "tfjs") throw inexpressible(layer, "is multi-head attention", dialect);
  const biases = [weights.queryBias, weights.keyBias, weights.valueBias, weights.outputBias];
  const biased = biases.filter((bias) => bias !== undefined).length;
  if (biased !== 0 && biased !== 4) throw inexpressible(layer, "has some of its biases, but not all", dialect);
  const [query, value, key] = inputs;
  const width = weights.outputKernel.shape.at(-1);
  return {
    className: "MultiHeadAttention",
    config: {
      name,
      num_heads: heads,
      key_dim: (weights.queryKernel.shape.at(-1) ?? 0) / heads,
      value_dim: (weights.valueKernel.shape.at(-1) ?? 0) / heads,
      use_bias: biased === 4,
      output_shape: width === shape.at(-1) ? null : [width],
      attention_axes: null,
    },
    inputs: query === undefined ? [] : [query],
    keywords: {
      ...(value === undefined ? {} : { value: { layer: value } }),
      ...(key === undefined ? {} : { key: { layer: key } }),
      use_causal_mask: causal,
    },
  };
}
