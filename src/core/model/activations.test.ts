import { describe, expect, it } from "vitest";
import { activationValue, applyActivation, type ElementwiseName } from "./activations.ts";
import { erf } from "./erf.ts";

describe("erf", () => {
  // mpmath, 20 digits
  it.each([
    [0, 0],
    [1e-8, 1.1283791670955126e-8],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2.4, 0.9993114861033549],
    [2.6, 0.9997639655834707],
    [4, 0.9999999845827421],
    [7, 1],
  ])("erf(%d) = %d, and is odd", (x, y) => {
    expect(Math.abs(erf(x) - y)).toBeLessThan(1e-14);
    expect(erf(-x)).toBeCloseTo(-erf(x), 15);
  });
});

describe("activationValue", () => {
  it.each<[ElementwiseName, number, number]>([
    ["linear", -2, -2],
    ["relu", -2, 0],
    ["relu6", 7, 6],
    ["leaky-relu", -2, -0.6],
    ["elu", -2, -0.8646647167633873],
    ["selu", -2, -1.5201664685956948],
    ["gelu", 1, 0.8413447460685429],
    ["gelu", -1, -0.15865525393145707],
    ["gelu-tanh", 1, 0.8411919906082768],
    ["silu", 1, 0.7310585786300049],
    ["tanh", 1, 0.7615941559557649],
    ["sigmoid", -1, 0.2689414213699951],
    ["hard-sigmoid", 1, 0.7],
    ["hard-sigmoid", 3, 1],
    ["softplus", 1, 1.3132616875182228],
    ["softplus", 1000, 1000],
    ["softsign", -3, -0.75],
    ["hard-silu", 1, 2 / 3],
    ["hard-silu", -4, 0],
    ["hard-silu", 4, 4],
    // PyTorch: F.mish(torch.tensor([1., -1.]).double())
    ["mish", 1, 0.8650983882673103],
    ["mish", -1, -0.30340146137410895],
    ["celu", -2, Math.exp(-2) - 1],
    ["exponential", 1, Math.E],
    ["log-sigmoid", 0, -Math.LN2],
    ["log-sigmoid", -1000, -1000],
    ["thresholded-relu", 1, 0],
    ["thresholded-relu", 1.5, 1.5],
    ["thresholded-relu", -3, 0],
    ["clip", -1, 0],
    ["clip", 0.4, 0.4],
    ["clip", 3, 1],
  ])("%s(%d) = %d", (name, x, y) => {
    expect(activationValue(name, x)).toBeCloseTo(y, 12);
  });

  it("takes the slope of leaky-relu and the scale of elu", () => {
    expect(activationValue("leaky-relu", -2, 0.1)).toBeCloseTo(-0.2, 12);
    expect(activationValue("elu", -2, 2)).toBeCloseTo(-1.7293294335267746, 12);
  });

  it.each<[ElementwiseName, number, number, number | undefined, number]>([
    ["hard-sigmoid", 1, 1 / 6, 0.5, 2 / 3],
    ["hard-sigmoid", 1, 0.25, 0.5, 0.75],
    ["hard-silu", 1, 0.25, 0.5, 0.75],
    ["celu", -2, 2, undefined, 2 * (Math.exp(-1) - 1)],
    ["thresholded-relu", 0.5, 0.4, undefined, 0.5],
    ["clip", -3, -2, 7, -2],
    ["clip", 9, -2, 7, 7],
  ])("%s(%d) with alpha %d and beta %s is %d", (name, x, alpha, beta, y) => {
    expect(activationValue(name, x, alpha, beta)).toBeCloseTo(y, 12);
  });

  it.each<ElementwiseName>([
    ...(["relu", "relu6", "leaky-relu", "elu", "gelu", "hard-sigmoid", "softplus"] as const),
    ...(["hard-silu", "mish", "celu", "exponential", "log-sigmoid", "thresholded-relu", "clip"] as const),
  ])("%s lets NaN through", (name) => {
    expect(activationValue(name, Number.NaN)).toBeNaN();
  });
});

describe("applyActivation", () => {
  it("normalises each row by a softmax, however large its numbers", () => {
    const values = Float64Array.of(1000, 1000, -5, -5 + Math.log(3));
    applyActivation({ name: "softmax" }, values, 2);
    [0.5, 0.5, 0.25, 0.75].forEach((y, i) => {
      expect(values[i]).toBeCloseTo(y, 12);
    });
  });

  it("gives the logarithm of the softmax, however small", () => {
    const values = Float64Array.of(0, 2000);
    applyActivation({ name: "log-softmax" }, values, 2);
    expect([...values]).toEqual([-2000, 0]);
  });
});
