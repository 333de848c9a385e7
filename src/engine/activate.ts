import type { Activation } from "../core/model/model.ts";
import { type Tensor, tf } from "./tf.ts";

/** Activations that tfjs's fused kernels take on every backend. */
export function fusable(activation: Activation): "linear" | "relu" | "relu6" | null {
  return activation.name === "linear" || activation.name === "relu" || activation.name === "relu6"
    ? activation.name
    : null;
}

/** y = activation(x) elementwise; the softmaxes run over the last axis. The caller disposes. */
export function activate(x: Tensor, activation: Activation): Tensor {
  switch (activation.name) {
    case "linear":
      return x;
    case "relu":
      return tf.relu(x);
    case "relu6":
      return tf.relu6(x);
    case "leaky-relu":
      return tf.leakyRelu(x, activation.alpha ?? 0.3);
    case "elu": {
      const alpha = activation.alpha ?? 1;
      return alpha === 1 ? tf.elu(x) : tf.where(tf.greater(x, 0), x, tf.mul(tf.expm1(tf.minimum(x, 0)), alpha));
    }
    case "selu":
      return tf.selu(x);
    case "gelu":
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    case "gelu-tanh": {
      const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
    }
    case "silu":
      return tf.mul(x, tf.sigmoid(x));
    case "tanh":
      return tf.tanh(x);
    case "sigmoid":
      return tf.sigmoid(x);
    case "hard-sigmoid":
      return tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);
    case "softplus":
      return tf.softplus(x);
    case "softsign":
      return tf.div(x, tf.add(tf.abs(x), 1));
    case "softmax":
      return tf.softmax(x);
    case "log-softmax":
      return tf.logSoftmax(x);
  }
}
