import type { Activation } from "../core/model/model.ts";
import { type Tensor, tf } from "./tf.ts";

/** Activations that tfjs's fused kernels take on every backend. */
export function fusable(activation: Activation): "linear" | "relu" | "relu6" | null {
  return activation.name === "linear" || activation.name === "relu" || activation.name === "relu6"
    ? activation.name
    : null;
}

const hardSigmoid = (x: Tensor, slope: number, offset: number): Tensor =>
  tf.clipByValue(tf.add(tf.mul(x, slope), offset), 0, 1);

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
      return alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(tf.expm1(tf.minimum(x, 0)), alpha));
    }
    case "celu": {
      const alpha = activation.alpha ?? 1;
      return tf.add(tf.relu(x), tf.mul(tf.expm1(tf.div(tf.minimum(x, 0), alpha)), alpha));
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
      return hardSigmoid(x, activation.alpha ?? 0.2, activation.beta ?? 0.5);
    case "hard-silu":
      return tf.mul(x, hardSigmoid(x, activation.alpha ?? 1 / 6, activation.beta ?? 0.5));
    case "mish":
      return tf.mul(x, tf.tanh(tf.softplus(x)));
    case "exponential":
      return tf.exp(x);
    case "log-sigmoid":
      return tf.neg(tf.softplus(tf.neg(x)));
    case "thresholded-relu":
      // step, unlike greater, has a gradient
      return tf.mul(x, tf.step(tf.sub(x, activation.alpha ?? 1)));
    case "clip":
      return tf.clipByValue(x, activation.alpha ?? 0, activation.beta ?? 1);
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
