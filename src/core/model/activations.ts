import { erf } from "./erf.ts";
import type { Activation, ActivationName } from "./model.ts";

/** Activations that act on each number by itself. */
export type ElementwiseName = Exclude<ActivationName, "softmax" | "log-softmax">;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/** log(1 + exp(x)) without overflow. */
const softplus = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
const clipped = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/**
 * Value of an elementwise activation; `Activation` says what alpha and beta are and what they are if left out (Keras 2's
 * values). gelu is the exact one with erf, gelu-tanh its approximation (Hendrycks, Gimpel 2016). NaN goes through.
 */
export function activationValue(name: ElementwiseName, x: number, alpha?: number, beta?: number): number {
  switch (name) {
    case "linear":
      return x;
    case "relu":
      return Math.max(0, x);
    case "relu6":
      return Math.min(6, Math.max(0, x));
    case "leaky-relu":
      return x >= 0 ? x : (alpha ?? 0.3) * x;
    case "elu":
      return x >= 0 ? x : (alpha ?? 1) * Math.expm1(x);
    case "selu":
      return selu.scale * (x >= 0 ? x : selu.alpha * Math.expm1(x));
    case "gelu":
      return 0.5 * x * (1 + erf(x / Math.SQRT2));
    case "gelu-tanh":
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    case "silu":
      return x * sigmoid(x);
    case "tanh":
      return Math.tanh(x);
    case "sigmoid":
      return sigmoid(x);
    case "hard-sigmoid":
      return clipped((alpha ?? 0.2) * x + (beta ?? 0.5), 0, 1);
    case "hard-silu":
      return x * clipped((alpha ?? 1 / 6) * x + (beta ?? 0.5), 0, 1);
    case "mish":
      return x * Math.tanh(softplus(x));
    case "celu":
      return x >= 0 ? x : (alpha ?? 1) * Math.expm1(x / (alpha ?? 1));
    case "exponential":
      return Math.exp(x);
    case "log-sigmoid":
      return -softplus(-x);
    case "thresholded-relu":
      return x <= (alpha ?? 1) ? 0 : x;
    case "clip":
      return clipped(x, alpha ?? 0, beta ?? 1);
    case "softplus":
      return softplus(x);
    case "softsign":
      return x / (1 + Math.abs(x));
  }
}

/** log(sum(exp)) of values from..to-1, without overflow. */
function logSumExp(values: Float64Array, from: number, to: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) largest = Math.max(largest, values[i]);
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.exp(values[i] - largest);
  return largest + Math.log(sum);
}

/**
 * Applies an activation in place.
 * @param values rows x channels; the softmaxes run over each row
 */
export function applyActivation(activation: Activation, values: Float64Array, channels: number): void {
  const { name, alpha, beta } = activation;
  if (name !== "softmax" && name !== "log-softmax") {
    for (let i = 0; i < values.length; i++) values[i] = activationValue(name, values[i], alpha, beta);
    return;
  }
  for (let from = 0; from < values.length; from += channels) {
    const total = logSumExp(values, from, from + channels);
    for (let i = from; i < from + channels; i++)
      values[i] = name === "softmax" ? Math.exp(values[i] - total) : values[i] - total;
  }
}
