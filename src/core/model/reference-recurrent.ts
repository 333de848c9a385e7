import { applyActivation } from "./activations.ts";
import type { Shape } from "./model.ts";
import type { RecurrentLayer } from "./sequence-layers.ts";
import { gatesOf } from "./weight-shapes.ts";

/** row * matrix, added to `into`. */
function addProduct(row: Float64Array, matrix: Float32Array, into: Float64Array): void {
  row.forEach((x, i) => {
    for (let o = 0; o < into.length; o++) into[o] += x * matrix[i * into.length + o];
  });
}

/** What a cell keeps from step to step; the second only in an LSTM. */
interface State {
  hidden: Float64Array;
  carry: Float64Array;
}

/** The next state of one step. Equations as in Keras's cells. */
function nextState(layer: RecurrentLayer, input: Float64Array, { hidden, carry }: State): State {
  const units = hidden.length;
  const { kernel, recurrent, bias } = layer.weights;
  const wide = gatesOf[layer.cell] * units;
  const fromInput = new Float64Array(wide);
  const fromState = new Float64Array(wide);
  bias?.values.forEach((b, i) => {
    if (i < wide) fromInput[i] += b;
    else fromState[i - wide] += b;
  });
  addProduct(input, kernel.values, fromInput);
  addProduct(hidden, recurrent.values, fromState);
  const gate = (index: number, activation = layer.recurrentActivation, reset?: Float64Array): Float64Array => {
    const sums = fromInput
      .slice(index * units, (index + 1) * units)
      .map((x, u) => x + fromState[index * units + u] * (reset?.[u] ?? 1));
    applyActivation(activation, sums, units);
    return sums;
  };
  switch (layer.cell) {
    case "simple":
      return { hidden: gate(0, layer.activation), carry };
    case "lstm": {
      const [i, f, c, o] = [gate(0), gate(1), gate(2, layer.activation), gate(3)];
      const kept = carry.map((x, u) => f[u] * x + i[u] * c[u]);
      const shown = kept.slice();
      applyActivation(layer.activation, shown, units);
      return { hidden: shown.map((x, u) => o[u] * x), carry: kept };
    }
    case "gru": {
      const [z, r] = [gate(0), gate(1)];
      if (!layer.resetAfter) {
        // the reset acts on the state before its product
        const reset = new Float64Array(wide);
        addProduct(
          hidden.map((x, u) => x * r[u]),
          recurrent.values,
          reset,
        );
        fromState.set(reset.subarray(2 * units), 2 * units);
      }
      const candidate = gate(2, layer.activation, layer.resetAfter ? r : undefined);
      return { hidden: hidden.map((x, u) => z[u] * x + (1 - z[u]) * candidate[u]), carry };
    }
  }
}

/**
 * A recurrent layer over examples x steps x channels. Masked steps leave the state as it is; their output is the state's.
 * @param mask examples x steps, 1 where a step counts
 */
export function referenceRecurrent(
  layer: RecurrentLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
  mask?: Float64Array,
): Float64Array {
  const [steps, channels] = shape;
  const [units] = layer.weights.recurrent.shape;
  const output = new Float64Array(examples * (layer.sequences ? steps : 1) * units);
  for (let example = 0; example < examples; example++) {
    let state: State = { hidden: new Float64Array(units), carry: new Float64Array(units) };
    for (let turn = 0; turn < steps; turn++) {
      const step = example * steps + (layer.backwards ? steps - 1 - turn : turn);
      if (mask === undefined || mask[step] !== 0)
        state = nextState(layer, input.subarray(step * channels, (step + 1) * channels), state);
      if (layer.sequences) output.set(state.hidden, step * units);
    }
    if (!layer.sequences) output.set(state.hidden, example * units);
  }
  return output;
}
