import { describe, expect, it } from "vitest";
import { recurrent, tensor } from "../../../test/layers.ts";
import { through } from "../../../test/through.ts";
import type { Layer } from "./model.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const sixth = (x: number) => Math.round(x * 1e6) / 1e6;

/*
 * Cells of two units whose recurrent kernel couples no unit with the other, so that each is a scalar recurrence that
 * can be written down: gate g of unit u is w * x + r * h + b with the numbers below.
 */
const w = (gate: number, unit: number) => 0.3 * (gate + 1) - 0.5 * unit;
const r = (gate: number, unit: number) => 0.2 - 0.15 * gate + 0.3 * unit;
const b = (gate: number, unit: number) => 0.1 * gate - 0.05 * unit;

function weights(gates: number, more: { second?: boolean } = {}) {
  const columns = Array.from({ length: gates * 2 }, (_, i) => [Math.floor(i / 2), i % 2] as const);
  const bias = columns.map(([gate, unit]) => b(gate, unit));
  return {
    kernel: tensor(
      [1, gates * 2],
      columns.map(([gate, unit]) => w(gate, unit)),
    ),
    recurrent: tensor(
      [2, gates * 2],
      [0, 1].flatMap((row) => columns.map(([gate, unit]) => (unit === row ? r(gate, unit) : 0))),
    ),
    bias: more.second
      ? tensor([2, gates * 2], [...bias, ...columns.map(([gate]) => 0.4 - 0.3 * gate)])
      : tensor([gates * 2], bias),
  };
}

const inputs = [0.5, -1, 2];
const states = (unit: number, next: (x: number, unit: number) => number) => inputs.map((x) => sixth(next(x, unit)));
/** Both units step by step, as `sequences` gives them. */
function interleaved(cell: () => (x: number, unit: number) => number): number[] {
  const [first, second] = [states(0, cell()), states(1, cell())];
  return first.flatMap((x, step) => [x, second[step]]);
}

const lstm = () => {
  let [h, c] = [0, 0];
  return (x: number, u: number) => {
    const gate = (g: number) => w(g, u) * x + r(g, u) * h + b(g, u);
    const [i, f, o] = [sigmoid(gate(0)), sigmoid(gate(1)), sigmoid(gate(3))];
    c = f * c + i * Math.tanh(gate(2));
    h = o * Math.tanh(c);
    return h;
  };
};
const gru = (resetAfter: boolean) => () => {
  let h = 0;
  return (x: number, u: number) => {
    const second = (g: number) => (resetAfter ? 0.4 - 0.3 * g : 0);
    const gate = (g: number) => sigmoid(w(g, u) * x + b(g, u) + r(g, u) * h + second(g));
    const [z, reset] = [gate(0), gate(1)];
    const candidate = Math.tanh(w(2, u) * x + b(2, u) + reset * (r(2, u) * h + second(2)));
    h = z * h + (1 - z) * candidate;
    return h;
  };
};
const simple = () => {
  let h = 0;
  return (x: number, u: number) => {
    h = Math.tanh(w(0, u) * x + r(0, u) * h + b(0, u));
    return h;
  };
};

const layers = {
  lstm: { ...recurrent("l", "input", "lstm", 1, 2), sequences: true, weights: weights(4) },
  gru: { ...recurrent("l", "input", "gru", 1, 2), sequences: true, weights: weights(3) },
  after: {
    ...recurrent("l", "input", "gru", 1, 2),
    sequences: true,
    resetAfter: true,
    weights: weights(3, { second: true }),
  },
  simple: { ...recurrent("l", "input", "simple", 1, 2), sequences: true, weights: weights(1) },
};

const close = (got: readonly number[], expected: readonly number[]) => {
  expect(got.length).toBe(expected.length);
  got.forEach((y, i) => {
    expect(y).toBeCloseTo(expected[i], 5);
  });
};

describe("recurrent layers", () => {
  it("follow the LSTM's equations, gates in the order i f c o", () => {
    close(through([3, 1], inputs, layers.lstm), interleaved(lstm));
  });

  it("follow the GRU's equations, reset before and after", () => {
    close(through([3, 1], inputs, layers.gru), interleaved(gru(false)));
    close(through([3, 1], inputs, layers.after), interleaved(gru(true)));
  });

  it("follow the simple cell's equation", () => {
    close(through([3, 1], inputs, layers.simple), interleaved(simple));
  });

  it("reset the state before its product where units are coupled", () => {
    // unit 0's candidate reads unit 1 through unit 1's reset gate
    const recurrentKernel = tensor([2, 6], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    const kernel = tensor([1, 6], [0, 0, 9, 1, 0, 1]);
    const layer = { ...layers.gru, weights: { kernel, recurrent: recurrentKernel } };
    const second = 0.5 * Math.tanh(1);
    // step 2: z = 0.5 for both, unit 1 resets with sigmoid(1)
    const first = 0.5 * Math.tanh(sigmoid(1) * second);
    expect(through([2, 1], [1, 1], layer)[2]).toBeCloseTo(first, 5);
    // with the reset after the product it is unit 0's gate that counts
    expect(through([2, 1], [1, 1], { ...layer, resetAfter: true })[2]).toBeCloseTo(
      0.5 * Math.tanh(sigmoid(9) * second),
      5,
    );
  });

  it("give the last state alone, and run backwards", () => {
    close(through([3, 1], inputs, { ...layers.lstm, sequences: false }), interleaved(lstm).slice(4));
    const turned = through([3, 1], [...inputs].reverse(), { ...layers.lstm, backwards: true });
    const forward = interleaved(lstm);
    close(turned, [...forward.slice(4), ...forward.slice(2, 4), ...forward.slice(0, 2)]);
  });

  it.each(["lstm", "gru", "after", "simple"] as const)("leave the state of %s as it is at masked steps", (name) => {
    const mask: Layer = { id: "m", kind: "mask", inputs: ["input"], value: 0 };
    const masked = (cell: Layer) => ({ ...cell, inputs: ["input", "m"] }) as Layer;
    const got = through([5, 1], [0, 0.5, 0, -1, 2], mask, masked(layers[name]));
    const plain = through([3, 1], inputs, layers[name]);
    close(got, [0, 0, ...plain.slice(0, 2), ...plain.slice(0, 2), ...plain.slice(2)]);
  });

  it("refuse weights that do not fit", () => {
    const wrong = { ...layers.lstm, weights: { ...layers.lstm.weights, bias: tensor([6]) } };
    expect(() => through([3, 1], inputs, wrong)).toThrow(/bias of shape 6; 8 was expected/);
    const flat = { ...layers.after, weights: weights(3) };
    expect(() => through([3, 1], inputs, flat)).toThrow(/bias of shape 6; 2 × 6 was expected/);
    const mask = { ...layers.gru, inputs: ["input", "input"] };
    expect(() => through([3, 2], [...inputs, ...inputs], mask)).toThrow(/mask of shape 3 × 2/);
  });
});
