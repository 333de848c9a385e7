import type { Activation, Layer } from "../../../core/model/model.ts";
import { countOf, fieldOf, listOf, numberOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, unsupportedLayer } from "./layer-context.ts";
import { readActivation } from "./tfjs-activations.ts";

const none = (): readonly string[] => [];

function decodeInput(context: LayerContext): Layer {
  const { config, where } = context;
  const axes = listOf(
    fieldOf(config, "batch_input_shape") ?? fieldOf(config, "batch_shape"),
    `${where}, batch_input_shape`,
  );
  const shape = axes.slice(1);
  if (shape.some((axis) => axis === null))
    throw unsupportedLayer(
      context,
      `leaves the size of its input open ([${axes.map((axis) => axis ?? "any")}])`,
      "Export the model with a fixed input shape.",
    );
  return {
    kind: "input",
    id: context.id,
    inputs: [],
    shape: shape.map((axis) => countOf(axis, `${where}, batch_input_shape`)),
  };
}

const activationLayer = (context: LayerContext, activation: Activation): Layer => ({
  kind: "activation",
  id: context.id,
  inputs: context.inputs,
  activation,
});

function decodeRelu(context: LayerContext): Layer {
  const { config, where } = context;
  const slope = numberOf(fieldOf(config, "negative_slope"), 0, where);
  const threshold = numberOf(fieldOf(config, "threshold"), 0, where);
  const max = fieldOf(config, "max_value") ?? null;
  if (slope !== 0 || threshold !== 0 || (max !== null && max !== 6))
    throw unsupportedLayer(
      context,
      "is a ReLU with a slope, a threshold or a maximum other than 6, which Quorum does not compute",
    );
  return activationLayer(context, { name: max === 6 ? "relu6" : "relu" });
}

function decodeSoftmax(context: LayerContext): Layer {
  const axes = fieldOf(context.config, "axis") ?? -1;
  if (axes !== -1 && axes !== context.inputShapes[0]?.length)
    throw unsupportedLayer(
      context,
      `runs over axis ${JSON.stringify(axes)}; Quorum computes softmax over the last axis`,
    );
  return activationLayer(context, { name: "softmax" });
}

function decodeActivation(context: LayerContext): Layer {
  const activation = readActivation(fieldOf(context.config, "activation"), context.where);
  if (context.keras3 && activation.name === "hard-sigmoid")
    throw unsupportedLayer(
      context,
      "uses the hard sigmoid of Keras 3, which differs from the one that Quorum computes",
    );
  return activationLayer(context, activation);
}

/** Noise layers are the identity when the network predicts; only Dropout's own rate is kept. */
function decodeDropout(context: LayerContext): Layer {
  const rate = numberOf(fieldOf(context.config, "rate"), 0, `${context.where}, rate`);
  return { kind: "dropout", id: context.id, inputs: context.inputs, rate };
}

function decodeConcat(context: LayerContext): Layer {
  const axis = fieldOf(context.config, "axis") ?? -1;
  if (axis !== -1 && axis !== context.inputShapes[0]?.length)
    throw unsupportedLayer(
      context,
      `joins along axis ${JSON.stringify(axis)}; Quorum joins along channels, the last axis`,
    );
  return { kind: "concat", id: context.id, inputs: context.inputs };
}

/** Classes that work element by element, and those that join branches. */
export const pointwiseClasses: readonly (readonly [string, LayerClass])[] = [
  ["InputLayer", { weights: none, decode: decodeInput }],
  ["Activation", { weights: none, decode: decodeActivation }],
  ["ReLU", { weights: none, decode: decodeRelu }],
  [
    "LeakyReLU",
    {
      weights: none,
      decode: (context) => {
        const slope = fieldOf(context.config, "alpha") ?? fieldOf(context.config, "negative_slope");
        return activationLayer(context, { name: "leaky-relu", alpha: numberOf(slope, 0.3, `${context.where}, alpha`) });
      },
    },
  ],
  [
    "ELU",
    {
      weights: none,
      decode: (context) => {
        const alpha = numberOf(fieldOf(context.config, "alpha"), 1, `${context.where}, alpha`);
        return activationLayer(context, { name: "elu", alpha });
      },
    },
  ],
  ["Softmax", { weights: none, decode: decodeSoftmax }],
  ["Dropout", { weights: none, decode: decodeDropout }],
  ["SpatialDropout1D", { weights: none, decode: decodeDropout }],
  [
    "GaussianNoise",
    { weights: none, decode: (context) => ({ kind: "dropout", id: context.id, inputs: context.inputs, rate: 0 }) },
  ],
  ["GaussianDropout", { weights: none, decode: decodeDropout }],
  ["Add", { weights: none, decode: (context) => ({ kind: "add", id: context.id, inputs: context.inputs }) }],
  ["Concatenate", { weights: none, decode: decodeConcat }],
];
