import type { OutputKind } from "../core/game/evaluator.ts";
import type { Truth } from "../core/game/truth.ts";
import type { Distillation } from "../core/repair/repair-settings.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { type Tensor, tf } from "./tf.ts";

/** Probabilities are not let below this before their logarithm is taken. */
const floor = 1e-7;

/** Numbers whose softmax are the network's probabilities, [rows, classes]; one sigmoid becomes two classes. Inside a tidy. */
function logitsOf(output: Tensor, kind: OutputKind): Tensor {
  if (kind === "logits" || kind === "log-probabilities") return output;
  const log = (p: Tensor) => tf.log(tf.maximum(p, floor));
  return kind === "probabilities" ? log(output) : tf.concat([log(tf.sub(1, output)), log(output)], 1);
}

/**
 * How far the softened votes are from the teacher's: T^2 times the Kullback-Leibler divergence, in nats, [rows]
 * (Hinton, Vinyals, Dean 2015). Inside a tidy.
 */
function divergence(output: Tensor, teacher: Tensor, kind: OutputKind, temperature: number): Tensor {
  const [own, other] = [output, teacher].map((each) => tf.logSoftmax(tf.div(logitsOf(each, kind), temperature)));
  return tf.mul(tf.sum(tf.mul(tf.exp(other), tf.sub(other, own)), -1), temperature * temperature);
}

/**
 * The mean loss of a batch: cross-entropy in nats for classes, mean squared error for numbers, mixed with the distance
 * from the teacher's outputs where there is one. A scalar; inside a tidy.
 * @param output the network's, [rows, ...]
 */
export function lossOf(
  output: Tensor,
  truth: Truth,
  kind: OutputKind,
  teacher: Float32Array | null,
  distillation: Distillation | null,
): Tensor {
  const [rows] = output.shape;
  const y = tf.reshape(output, [rows, -1]);
  const squared = (wanted: Float32Array) => tf.mean(tf.squaredDifference(y, tf.tensor(wanted, y.shape)));
  const own = truth.kind === "values" ? squared(truth.targets) : tf.neg(tf.mean(logLikelihood(y, truth.labels, kind)));
  if (teacher === null || distillation === null) return own;
  const { share, temperature } = distillation;
  const other =
    truth.kind === "values" ? squared(teacher) : tf.mean(divergence(y, tf.tensor(teacher, y.shape), kind, temperature));
  return tf.add(tf.mul(own, 1 - share), tf.mul(other, share));
}
