import type { Tensor as Weight } from "../core/model/model.ts";
import type { OptimizerName } from "../core/repair/repair-settings.ts";
import { type Tensor, tf, type Variable } from "./tf.ts";

/** Its numbers, one after the other: of Adam the two powers and the moments, of momentum the momentum. */
export type OptimizerState = readonly Weight[];

/** A tfjs optimizer whose learning rate changes from step to step. */
export interface Optimizer {
  /** One step down the gradient of a scalar; the scalar's value, which the caller frees. */
  step(loss: () => Tensor, rate: number): Tensor;
  /** What it has gathered on its way, to be handed to `optimizerOf` again. */
  state(): Promise<OptimizerState>;
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

/** What tfjs keeps for each variable that is trained, in the order of the variables. */
interface Gathered {
  readonly originalName: string;
  readonly variable: Variable;
}

/** tfjs's own way of saving Adam raises beta to a power anew, which is another float than the product on the way. */
interface WithState {
  readonly accBeta1?: Variable;
  readonly accBeta2?: Variable;
  accumulatedFirstMoment?: Gathered[];
  accumulatedSecondMoment?: Gathered[];
  accumulations?: Gathered[];
}

const variableOf = ({ shape, values }: Weight): Variable =>
  tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), false));

function restore(inner: WithState, state: OptimizerState): void {
  const gathered = (weights: OptimizerState) =>
    weights.map((weight, place): Gathered => ({ originalName: `restored ${place}`, variable: variableOf(weight) }));
  const { accBeta1, accBeta2 } = inner;
  if (!accBeta1 || !accBeta2) {
    inner.accumulations = gathered(state);
    return;
  }
  const [first, second, ...moments] = state;
  tf.tidy(() => {
    accBeta1.assign(tf.scalar(first.values[0]));
    accBeta2.assign(tf.scalar(second.values[0]));
  });
  inner.accumulatedFirstMoment = gathered(moments.slice(0, moments.length / 2));
  inner.accumulatedSecondMoment = gathered(moments.slice(moments.length / 2));
}

/** @param state where another one of the same kind and for the same variables stood */
export function optimizerOf(name: OptimizerName, rate: number, state?: OptimizerState): Optimizer {
  const optimizer = name === "adam" ? tf.train.adam(rate) : tf.train.momentum(rate, momentum);
  const inner = optimizer as unknown as WithRate & WithState;
  if (state) restore(inner, state);
  return {
    step(loss, now) {
      if (inner.setLearningRate) inner.setLearningRate(now);
      else inner.learningRate = now;
      return optimizer.minimize(loss as never, true) as Tensor;
    },
    async state() {
      const {
        accBeta1,
        accBeta2,
        accumulatedFirstMoment = [],
        accumulatedSecondMoment = [],
        accumulations = [],
      } = inner;
      const all = [...accumulatedFirstMoment, ...accumulatedSecondMoment, ...accumulations].map((one) => one.variable);
      const powers = accBeta1 && accBeta2 ? [accBeta1, accBeta2] : [];
      const weights: Weight[] = [];
      for (const variable of [...powers, ...all])
        weights.push({ shape: variable.shape, values: Float32Array.from(await variable.data()) });
      return weights;
    },
    dispose() {
      inner.c?.dispose();
      optimizer.dispose();
    },
  };
}
