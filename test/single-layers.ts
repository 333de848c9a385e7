import type { Activation, Shape } from "../src/core/model/model.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";
import { sequenceLayers } from "./sequence-layers.ts";
import { type Gathering, gathering, type SingleLayer } from "./single-layer.ts";
import { windowLayers } from "./window-layers.ts";

const activations: readonly Activation[] = [
  ...(["linear", "relu", "relu6", "leaky-relu", "elu", "selu", "gelu", "gelu-tanh", "silu", "tanh"] as const),
  ...(["sigmoid", "hard-sigmoid", "hard-silu", "mish", "celu", "exponential", "log-sigmoid"] as const),
  ...(["thresholded-relu", "clip", "softplus", "softsign", "softmax", "log-softmax"] as const),
].map((name) => ({ name }));

const tuned: readonly Activation[] = [
  { name: "leaky-relu", alpha: 0.01 },
  { name: "elu", alpha: 0.4 },
  { name: "celu", alpha: 0.3 },
  { name: "hard-sigmoid", alpha: 1 / 6, beta: 0.4 },
  { name: "thresholded-relu", alpha: 0.2 },
  { name: "thresholded-relu", alpha: -0.3 },
  { name: "clip", alpha: -0.25, beta: 0.5 },
];

/** Layers that look at no window and no order of places. */
function plainLayers({ weight, one }: Gathering): void {
  for (const activation of [...activations, ...tuned])
    one("activation", JSON.stringify(activation), [[3, 4]], { activation });

  one("dense", "of places", [[5, 3]], {
    activation: { name: "tanh" },
    weights: { kernel: weight(3, 4), bias: weight(4) },
  });
  one("dense", "of a plane", [[2, 3, 3]], { activation: { name: "relu" }, weights: { kernel: weight(3, 4) } });

  const norm = { gamma: weight(4), beta: weight(4) };
  one("batch-norm", "", [[3, 4]], {
    epsilon: 1e-3,
    weights: { ...norm, mean: weight(4), variance: { shape: [4], values: Float32Array.of(0.5, 1, 1.5, 2) } },
  });
  one("layer-norm", "of places", [[5, 4]], { epsilon: 1e-3, weights: norm });
  one("layer-norm", "of a plane, no weights", [[2, 3, 4]], { epsilon: 1e-5, weights: {} });
  one("layer-norm", "of a vector", [[4]], { epsilon: 1e-3, weights: { gamma: norm.gamma } });
  one("group-norm", "in 2 groups", [[3, 5, 4]], { groups: 2, epsilon: 1e-3, weights: norm });
  one("group-norm", "of each channel", [[5, 4]], { groups: 4, epsilon: 1e-3, weights: norm });
  one("group-norm", "of all channels", [[3, 2, 4]], { groups: 1, epsilon: 1e-3, weights: { beta: norm.beta } });
  one("affine", "by channel", [[3, 4]], { weights: { scale: weight(4), offset: weight(4) } });
  one("affine", "by row", [[3, 4]], { weights: { scale: weight(3, 1) } });
  one("affine", "by a number", [[2, 3, 4]], { weights: { scale: weight(1), offset: weight(1, 3, 1) } });
  one("affine", "of nothing", [[3, 4]], { weights: {} });
  one("rescaling", "", [[3, 4]], { scale: 2 / 255, offset: -1 });
  one("prelu", "by channel", [[3, 3, 4]], { weights: { slope: weight(4) } });
  one("prelu", "by channel, axes shared", [[3, 3, 4]], { weights: { slope: weight(1, 1, 4) } });
  one("prelu", "by place and channel", [[3, 4]], { weights: { slope: weight(3, 4) } });
  one("prelu", "by a number", [[3, 4]], { weights: { slope: weight(1) } });

  for (const order of ["channels-first", "channels-last"] as const) one("flatten", order, [[2, 3, 4]], { order });
  one("zero-padding", "", [[2, 3, 2]], {
    padding: [
      [1, 0],
      [2, 1],
    ],
  });
  one("slice", "of a plane in steps", [[7, 6, 2]], { begin: [1, 0], size: [3, 2], strides: [2, 3] });
  one("slice", "of places", [[7, 3]], { begin: [2], size: [4], strides: [1] });
  for (const interpolation of ["nearest", "bilinear"] as const) {
    one("upsampling", `${interpolation} of a plane`, [[3, 4, 2]], { size: [3, 2], interpolation });
    one("upsampling", `${interpolation} of places`, [[5, 2]], { size: [4], interpolation });
    one("upsampling", `${interpolation} of one place`, [[1, 1, 2]], { size: [2, 3], interpolation });
  }
  one("channel-select", "padded", [[2, 2, 3]], { channels: [-1, 0, 1, 2, -1] });
  one("channel-select", "shuffled and doubled", [[5, 4]], { channels: [3, 1, 1, 0] });
  one("channel-select", "of a vector", [[4]], { channels: [2, -1] });
  one("reshape", "with an open axis", [[4, 6]], { shape: [2, -1, 3] });
  one("reshape", "to a vector", [[2, 3, 4]], { shape: [24] });
  one("permute", "of a plane", [[2, 3, 4]], { axes: [2, 0, 1] });
  const many = [2, 1, 3, 2, 4];
  one("permute", "of five axes", [many], { axes: [4, 2, 0, 3, 1] });
  one("reshape", "of five axes", [many], { shape: [2, 3, 8] });
  one("channel-select", "of five axes", [many], { channels: [-1, 2, 0] });
  one("slice", "of five axes", [many], { begin: [1, 0, 0, 1], size: [1, 1, 2, 1], strides: [1, 1, 2, 1] });
  one("upsampling", "of five axes", [many], { size: [1, 2, 2, 1], interpolation: "bilinear" });
  one("layer-norm", "of five axes", [many], { epsilon: 1e-3, weights: norm });
  one("group-norm", "of five axes", [many], { groups: 2, epsilon: 1e-3, weights: norm });
  one("affine", "of five axes", [many], { weights: { scale: weight(1, 3, 1, 4), offset: weight(2, 4) } });
  one("activation", "softmax of five axes", [many], { activation: { name: "softmax" } });
  one("dense", "of five axes", [many], { activation: { name: "silu" }, weights: { kernel: weight(4, 2) } });
  one("flatten", "of five axes", [many], { order: "channels-first" });
  one("concat", "of five axes", [many, many], {});
  one("merge", "maximum of five axes", [many, [1, 1, 3, 1, 4]], { operation: "maximum" });
  one("global-pool", "of five axes", [many], { operation: "average", keepAxes: true });
  one("permute", "of places", [[3, 4]], { axes: [1, 0] });

  const alike: Shape[] = [
    [2, 3, 4],
    [2, 3, 4],
  ];
  const repeated: Shape[] = [
    [2, 3, 4],
    [1, 1, 4],
    [2, 1, 1],
  ];
  for (const [title, given] of [
    ["alike", alike],
    ["repeated", repeated],
  ] as const) {
    one("add", title, given, {});
    for (const operation of ["multiply", "average", "maximum", "minimum"] as const)
      one("merge", `${operation}, ${title}`, given, { operation });
    for (const operation of ["subtract", "divide"] as const)
      one("merge", `${operation}, ${title}`, given.slice(0, 2), { operation });
  }
  one(
    "concat",
    "",
    [
      [2, 3],
      [2, 1],
    ],
    {},
  );
}

/** Every layer kind with computation of its own, in the variants that are computed differently. */
export function singleLayers(random: RandomSource): SingleLayer[] {
  const all = gathering(random);
  plainLayers(all);
  windowLayers(all);
  sequenceLayers(all);
  return all.made;
}
