import type { Activation, Layer, Tensor } from "../../../core/model/model.ts";
import { fieldOf, invalidModel, numberOf } from "../json-fields.ts";
import { expectLastAxis, type LayerClass, type LayerContext, none, unsupportedLayer } from "./layer-context.ts";
import { leakyOf, readActivation, reluOf } from "./tfjs-activations.ts";

/** A class that is one activation. */
const activationClass = (read: (context: LayerContext) => Activation): LayerClass => ({
  weights: none,
  mask: "passes",
  decode: (context) => ({
    kind: "activation",
    id: context.id,
    inputs: context.inputs,
    activation: read(context),
  }),
});

const number = (key: string, otherwise: number, context: LayerContext): number =>
  numberOf(fieldOf(context.config, key), otherwise, `${context.where}, ${key}`);

function readRelu(context: LayerContext): Activation {
  const activation = reluOf(context.config, context.where);
  if (activation === null)
    throw unsupportedLayer(
      context,
      "is a ReLU with a slope, a threshold and a maximum at once, which Quorum does not compute",
    );
  return activation;
}

function readSoftmax(context: LayerContext): Activation {
  expectLastAxis(context, -1, "runs over");
  if (context.mask !== null)
    throw unsupportedLayer(context, "leaves masked places out of its softmax, which Quorum does not compute");
  return { name: "softmax" };
}

/** Numbers of the config, one a channel, or one for all. */
function byChannel(key: string, context: LayerContext): Tensor {
  const channels = context.inputShapes[0]?.at(-1) ?? 1;
  const where = `${context.where}, ${key}`;
  const listed = fieldOf(context.config, key);
  const values = Array.isArray(listed)
    ? listed.map((value) => numberOf(value, Number.NaN, where))
    : [number(key, key === "scale" ? 1 : 0, context)];
  if ((values.length !== channels && values.length !== 1) || !values.every(Number.isFinite))
    throw invalidModel(
      where,
      `The layer ${context.where} has no ${key} for each of the ${channels} channels it reads.`,
    );
  return { shape: [values.length], values: Float32Array.from(values) };
}

function decodeRescaling(context: LayerContext): Layer {
  const lists = ["scale", "offset"].some((key) => Array.isArray(fieldOf(context.config, key)));
  if (lists) {
    const weights = { scale: byChannel("scale", context), offset: byChannel("offset", context) };
    return { kind: "affine", id: context.id, inputs: context.inputs, weights };
  }
  const [scale, offset] = [number("scale", 1, context), number("offset", 0, context)];
  return { kind: "rescaling", id: context.id, inputs: context.inputs, scale, offset };
}

/** The lists of a Rescaling keep the numbers of the channels that are left. */
const rescalingWidths: LayerClass["widths"] = (part, config) => {
  const layer = part("");
  if (layer?.kind !== "affine") return {};
  const lists = (["scale", "offset"] as const).flatMap((key) => {
    const listed = fieldOf(config, key);
    const kept = layer.weights[key]?.values;
    return Array.isArray(listed) && kept !== undefined && kept.length !== listed.length ? [[key, [...kept]]] : [];
  });
  return Object.fromEntries(lists);
};

/** Layers that are the identity when the network predicts; only a Dropout's own rate is kept. */
const identity = (rated: boolean, mask: "passes" | undefined = "passes"): LayerClass => ({
  weights: none,
  ...(mask === undefined ? {} : { mask }),
  decode: (context) => ({
    kind: "dropout",
    id: context.id,
    inputs: context.inputs,
    rate: rated ? Math.min(1, Math.max(0, number("rate", 0, context))) : 0,
  }),
});

/** Changes of training pictures; a crop is none of them, it also cuts when the network predicts. */
const augmentations = [
  "RandomFlip",
  "RandomRotation",
  "RandomZoom",
  "RandomTranslation",
  "RandomContrast",
  "RandomBrightness",
  "RandomHeight",
  "RandomWidth",
  "RandomShear",
  "RandomHue",
  "RandomSaturation",
  "RandomSharpness",
  "RandomGrayscale",
  "RandomErasing",
  "RandomInvert",
  "RandomPosterization",
  "RandomGaussianBlur",
  "RandomPerspective",
  "RandomColorJitter",
  "RandomColorDegeneration",
  "RandomElasticTransform",
  "AugMix",
  "CutMix",
  "MixUp",
  "RandAugment",
];

/** Classes that work element by element. */
export const pointwiseClasses: readonly (readonly [string, LayerClass])[] = [
  [
    "Activation",
    activationClass(({ config, where, keras3 }) => readActivation(fieldOf(config, "activation"), where, keras3)),
  ],
  ["ReLU", activationClass(readRelu)],
  ["LeakyReLU", activationClass(({ config, where }) => leakyOf(config, where))],
  ["ELU", activationClass((context) => ({ name: "elu", alpha: number("alpha", 1, context) }))],
  ["ThresholdedReLU", activationClass((context) => ({ name: "thresholded-relu", alpha: number("theta", 1, context) }))],
  ["Softmax", activationClass(readSoftmax)],
  ["Rescaling", { weights: none, mask: "passes", decode: decodeRescaling, widths: rescalingWidths }],
  ["Dropout", identity(true)],
  ["SpatialDropout1D", identity(true)],
  ["SpatialDropout2D", identity(true)],
  ["AlphaDropout", identity(true)],
  ["GaussianDropout", identity(true)],
  ["GaussianNoise", identity(false)],
  ["ActivityRegularization", identity(false)],
  ["Identity", identity(false)],
  ...augmentations.map((name) => [name, identity(false, undefined)] as const),
];
