import type { OptimizerName } from "../core/repair/repair-settings.ts";
import { type Tensor, tf } from "./tf.ts";

/** A tfjs optimizer whose learning rate changes from step to step. */
export interface Optimizer {
  /** One step down the gradient of a scalar; the scalar's value, which the caller frees. */
  step(loss: () => Tensor, rate: number): Tensor;
  dispose(): void;
}

/** The momentum of "sgd". */
const momentum = 0.9;

/** tfjs declares the learning rate protected. Adam reads it anew each step; momentum keeps it as a tensor, which its own `dispose` forgets. */
interface WithRate {
  learningRate: number;
  setLearningRate?(rate: number): void;
  readonly c?: Tensor;
}

export function optimizerOf(name: OptimizerName, rate: number): Optimizer {
  const optimizer = name === "adam" ? tf.train.adam(rate) : tf.train.momentum(rate, momentum);
  const inner = optimizer as unknown as WithRate;
  return {
    step(loss, now) {
      if (inner.setLearningRate) inner.setLearningRate(now);
      else inner.learningRate = now;
      return optimizer.minimize(loss as never, true) as Tensor;
    },
    dispose() {
      inner.c?.dispose();
      optimizer.dispose();
    },
  };
}
