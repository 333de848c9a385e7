import type { OutputKind } from "../core/game/evaluator.ts";
import { type Tensor, tf } from "./tf.ts";

/** Probabilities are not let below this before their logarithm is taken. */
const floor = 1e-7;

/** Log-likelihood of each row's label, in nats, [rows], whatever the network's output is. Inside a tidy. */
export function logLikelihood(output: Tensor, labels: Int32Array, kind: OutputKind): Tensor {
  if (kind === "binary") {
    const p = tf.reshape(output, [labels.length]);
    const truth = tf.tensor1d(Float32Array.from(labels), "float32");
    const hit = tf.add(tf.mul(truth, p), tf.mul(tf.sub(1, truth), tf.sub(1, p)));
    return tf.log(tf.maximum(hit, floor));
  }
  const logs =
    kind === "logits"
      ? tf.logSoftmax(output)
      : kind === "log-probabilities"
        ? output
        : tf.log(tf.maximum(output, floor));
  const hot = tf.oneHot(tf.tensor1d(labels, "int32"), output.shape[1] ?? 1);
  return tf.sum(tf.mul(logs, hot), -1);
}
