import { flag, type GraphFiles, ints, type SmallGraph, text } from "./small-graph.ts";

/** A convolution's attributes: stride 1, same padding. */
export const conv = {
  strides: ints(1, 1, 1, 1),
  padding: text("SAME"),
  data_format: text("NHWC"),
  dilations: ints(1, 1, 1, 1),
};
/** The same with stride 2. */
export const stride2 = { ...conv, strides: ints(1, 2, 2, 1) };
/** A pool's attributes: 2 x 2. */
export const pool = { ksize: ints(1, 2, 2, 1), strides: ints(1, 2, 2, 1), padding: text("VALID") };

/** A 3 x 3 convolution with bias and ReLU, as nodes of its own. */
export function stem(g: SmallGraph, from: string, channels: number, filters: number, name = "stem"): string {
  const kernel = g.weight(`${name}/kernel`, [3, 3, channels, filters]);
  const product = g.node("Conv2D", `${name}/Conv2D`, [from, kernel], conv);
  const biased = g.node("BiasAdd", `${name}/BiasAdd`, [product, g.weight(`${name}/bias`, [filters])]);
  return g.node("Relu", `${name}/Relu`, [biased]);
}

/** Mean over the places, a dense layer of three classes, softmax. */
export function head(g: SmallGraph, from: string, channels: number): GraphFiles {
  const mean = g.node("Mean", "pooled", [from, g.whole("pooled/axes", [1, 2])], { keep_dims: flag(false) });
  return classes(g, mean, channels);
}

/** A dense layer of three classes, softmax. */
export function classes(g: SmallGraph, from: string, channels: number): GraphFiles {
  const product = g.node("MatMul", "logits/MatMul", [from, g.weight("logits/kernel", [channels, 3])]);
  const sum = g.node("BiasAdd", "logits", [product, g.weight("logits/bias", [3])]);
  g.node("Softmax", "scores", [sum]);
  g.node("Identity", "Identity", ["scores"]);
  return g.files("Identity");
}
