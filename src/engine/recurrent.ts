import type { RecurrentLayer } from "../core/model/sequence-layers.ts";
import { activate } from "./activate.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/** What a cell carries from step to step, [examples, units]; the LSTM's own memory comes second. */
type State = readonly [Tensor] | readonly [Tensor, Tensor];
/** One step: what the input gives to each gate, [examples, gates * units], and the state before it. */
type Cell = (fromInput: Tensor, state: State) => State;

const times = (a: Tensor, b: Tensor): Tensor => tf.matMul(a as Tensor2D, b as Tensor2D);
const plus = (a: Tensor, bias: Tensor | undefined): Tensor => (bias ? tf.add(a, bias) : a);

function cellOf(layer: RecurrentLayer, weights: LayerTensors, recurrentBias: Tensor | undefined): Cell {
  const act = (x: Tensor) => activate(x, layer.activation);
  const gate = (x: Tensor) => activate(x, layer.recurrentActivation);
  switch (layer.cell) {
    case "simple":
      return (fromInput, [h]) => [act(tf.add(fromInput, times(h, weights.recurrent)))];
    case "lstm":
      return (fromInput, [h, c]) => {
        const [i, f, candidate, o] = tf.split(tf.add(fromInput, times(h, weights.recurrent)), 4, 1);
        const memory = tf.add(tf.mul(gate(f), c as Tensor), tf.mul(gate(i), act(candidate)));
        return [tf.mul(gate(o), act(memory)), memory];
      };
    case "gru": {
      const units = layer.weights.recurrent.shape[0];
      const [gates, candidates] = tf.split(weights.recurrent, [2 * units, units], 1);
      return (fromInput, [h]) => {
        const [z, r, x] = tf.split(fromInput, 3, 1);
        // with resetAfter the reset gate acts on the product, without on the state
        const [hz, hr, ready] = layer.resetAfter
          ? tf.split(plus(times(h, weights.recurrent), recurrentBias), 3, 1)
          : [...tf.split(times(h, gates), 2, 1), null];
        const update = gate(tf.add(z, hz as Tensor));
        const reset = gate(tf.add(r, hr as Tensor));
        const fromState = ready ? tf.mul(reset, ready) : times(tf.mul(reset, h), candidates);
        const candidate = act(tf.add(x, fromState));
        return [tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate))];
      };
    }
  }
}

/** Where the mask [examples, 1] is 1 the new state, else the old one. */
function kept(mask: Tensor | undefined, fresh: State, old: State): State {
  if (!mask) return fresh;
  const rest = tf.sub(1, mask);
  const blend = (a: Tensor, b: Tensor) => tf.add(tf.mul(mask, a), tf.mul(rest, b));
  const h = blend(fresh[0], old[0]);
  return fresh.length === 2 ? [h, blend(fresh[1], old[1] as Tensor)] : [h];
}

/**
 * A recurrent layer, [examples, steps, channels] to [examples, units] or [examples, steps, units]; inside the caller's
 * tidy. The input's share of all gates is one matrix product over all steps.
 * @param mask [examples, steps, 1]
 */
export function recur(layer: RecurrentLayer, x: Tensor, mask: Tensor | undefined, weights: LayerTensors): Tensor {
  const [examples, steps, channels] = x.shape;
  const units = layer.weights.recurrent.shape[0];
  // a GRU with resetAfter keeps the input's bias and the recurrent one apart
  const [bias, recurrentBias] = weights.bias?.rank === 2 ? tf.unstack(weights.bias) : [weights.bias, undefined];
  const shares = plus(times(tf.reshape(x, [examples * steps, channels]), weights.kernel), bias);
  const fromInput = tf.unstack(tf.reshape(shares, [examples, steps, -1]), 1);
  const masks = mask ? tf.unstack(mask, 1) : [];
  const cell = cellOf(layer, weights, recurrentBias);
  const zeros = tf.zeros([examples, units]);
  let state: State = layer.cell === "lstm" ? [zeros, zeros] : [zeros];
  const outputs: Tensor[] = new Array(steps);
  for (let turn = 0; turn < steps; turn++) {
    const step = layer.backwards ? steps - 1 - turn : turn;
    state = kept(masks[step], cell(fromInput[step], state), state);
    outputs[step] = state[0];
  }
  return layer.sequences ? tf.stack(outputs, 1) : state[0];
}
