import type { Activation, LayerBase, Tensor } from "./model.ts";

/** Input: whole numbers [length], as floats. Output [length, width]. Weights: kernel [vocabulary, width]. */
export interface EmbeddingLayer extends LayerBase {
  readonly kind: "embedding";
  readonly weights: { readonly kernel: Tensor };
}

/** 1 at places that count, 0 at those that do not; output [places, 1]. Of tokens [places]: those other than `value`; of channels [places, channels]: where any channel is other than `value`. */
export interface MaskLayer extends LayerBase {
  readonly kind: "mask";
  readonly value: number;
}

/**
 * A recurrent layer over [steps, channels]; output [units], or [steps, units] with `sequences`. Weights as Keras keeps
 * them: kernel [in, gates * units], recurrent [units, gates * units], bias [gates * units], or [2, gates * units] for a
 * GRU with `resetAfter` (input and recurrent bias). Gates: LSTM i f c o, GRU z r h, simple one. A second input is a
 * mask [steps, 1]: masked steps leave the state as it is.
 */
export interface RecurrentLayer extends LayerBase {
  readonly kind: "recurrent";
  readonly cell: "lstm" | "gru" | "simple";
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly sequences: boolean;
  /** From the last step to the first; `sequences` then stand in the order of the input's steps. */
  readonly backwards: boolean;
  readonly resetAfter?: boolean;
  readonly weights: { readonly kernel: Tensor; readonly recurrent: Tensor; readonly bias?: Tensor };
}

/**
 * Multi-head attention over [steps, channels] (Vaswani et al. 2017). Inputs: query, value and, where it differs from
 * value, key. Weights: query and key kernels [in, heads * keySize], value kernel [in, heads * valueSize], output
 * kernel [heads * valueSize, out], and their biases. Scores are scaled by 1 / sqrt(keySize).
 */
export interface AttentionLayer extends LayerBase {
  readonly kind: "attention";
  readonly heads: number;
  readonly causal: boolean;
  readonly weights: {
    readonly queryKernel: Tensor;
    readonly queryBias?: Tensor;
    readonly keyKernel: Tensor;
    readonly keyBias?: Tensor;
    readonly valueKernel: Tensor;
    readonly valueBias?: Tensor;
    readonly outputKernel: Tensor;
    readonly outputBias?: Tensor;
  };
}
