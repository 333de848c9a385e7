import { expect, it } from "vitest";
import {
  attention,
  conv,
  depthwise,
  embedding,
  layerNorm,
  pool,
  recurrent,
  reshape,
  select,
  tensor,
} from "../../../test/layers.ts";
import { layerWords } from "./layer-words.ts";
import type { Layer } from "./model.ts";

const at = { id: "l", inputs: ["input"] };

it.each<[Layer, string]>([
  [{ ...conv("c", "input", [3, 3, 2, 8], "relu"), groups: 4 }, "conv 3 × 3, 8 filters, 4 groups, valid, relu"],
  [
    { ...depthwise("d", "input", [3, 2, 1]), strides: [1], dilation: [1], padding: "causal" },
    "depthwise conv 3, causal",
  ],
  [
    { ...at, kind: "activation", activation: { name: "hard-sigmoid", alpha: 1 / 6, beta: 0.5 } },
    "hard-sigmoid 0.1667 0.5",
  ],
  [{ ...pool("p", "input", [2]), padding: [[1, 0]] }, "max pool 2, stride 2, padding 1+0"],
  [
    { ...pool("p", "input", [2], "average"), padding: [[1, 0]], countPadding: true },
    "average pool 2, stride 2, padding 1+0 counted",
  ],
  [
    { ...at, kind: "global-pool", operation: "average", keepAxes: false, inputs: ["a", "m"] },
    "global average pool, masked",
  ],
  [layerNorm("n", "input", 4), "layer norm, 4 channels"],
  [{ ...at, kind: "group-norm", groups: 2, epsilon: 0, weights: {} }, "group norm, 2 groups"],
  [{ ...at, kind: "affine", weights: { scale: tensor([2]), offset: tensor([2]) } }, "scale and offset"],
  [{ ...at, kind: "rescaling", scale: 1 / 255, offset: 0 }, "rescaling × 0.003922 + 0"],
  [{ ...at, kind: "prelu", weights: { slope: tensor([1, 1, 4]) } }, "prelu, 4 slopes"],
  [{ ...at, kind: "slice", begin: [0, 1], size: [2, 2], strides: [2, 2] }, "slice 2 × 2 from 0, 1, stride 2"],
  [{ ...at, kind: "upsampling", size: [2, 2], interpolation: "bilinear" }, "bilinear upsampling 2 × 2"],
  [select("s", "input", [-1, 0, 1, -1]), "select 4 channels, 2 of them zero"],
  [reshape("r", "input", [4, -1]), "reshape to 4 × ?"],
  [{ ...at, kind: "permute", axes: [1, 0] }, "permute axes 1, 0"],
  [embedding("e", "input", 100, 16), "embedding, 100 words, 16 channels"],
  [{ ...at, kind: "mask", value: 0 }, "mask where not 0"],
  [
    { ...recurrent("r", "input", "lstm", 3, 5), sequences: true, backwards: true },
    "LSTM, 5 units, every step, backwards, tanh",
  ],
  [attention("a", "input", 2, 8, 4), "attention, 2 heads, 8 channels"],
  [{ ...at, kind: "merge", operation: "multiply", inputs: ["a", "b"] }, "multiply 2"],
])("describes %o", (layer, words) => {
  expect(layerWords(layer)).toBe(words);
});
