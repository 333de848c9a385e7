import type { LayerKind } from "../../../core/model/model.ts";
import type { LayerOf } from "./architecture.ts";
import {
  activation,
  choice,
  either,
  type Field,
  maybe,
  number,
  or,
  pairs,
  whole,
  wholes,
  yesOrNo,
} from "./json-field.ts";

type SettingsOf<K extends LayerKind> = Exclude<keyof LayerOf<K>, "id" | "kind" | "inputs" | "weights">;
type FieldsOf<K extends LayerKind> = { readonly [P in SettingsOf<K>]-?: Field<NonNullable<LayerOf<K>[P]>> };

const epsilon = or(number, 1e-5);
const linear = or(activation, { name: "linear" as const });
const padding = or(choice("same", "valid", "causal"), "valid");
const operation = choice("max", "average");

/** Every setting of every layer kind in the layer JSON; a kind or setting that the layer description gains is missed here by the compiler. */
export const layerFields: { readonly [K in LayerKind]: FieldsOf<K> } = {
  input: { shape: wholes(1, 4) },
  dense: { activation: linear },
  conv: {
    groups: maybe(whole(1)),
    strides: wholes(1, 2),
    dilation: wholes(1, 2),
    padding,
    activation: linear,
  },
  "depthwise-conv": { strides: wholes(1, 2), dilation: wholes(1, 2), padding, activation: linear },
  "batch-norm": { epsilon },
  "layer-norm": { epsilon },
  "group-norm": { groups: whole(1), epsilon },
  affine: {},
  rescaling: { scale: number, offset: number },
  prelu: {},
  activation: { activation },
  pool: {
    operation,
    size: wholes(1, 2),
    strides: wholes(1, 2),
    padding: or(
      either(choice("same", "valid"), pairs, (value) => typeof value === "string"),
      "valid",
    ),
    countPadding: maybe(yesOrNo),
  },
  "global-pool": { operation, keepAxes: or(yesOrNo, false) },
  flatten: { order: choice("channels-last", "channels-first") },
  dropout: { rate: or(number, 0.5) },
  "zero-padding": { padding: pairs },
  slice: { begin: wholes(0, 2), size: wholes(1, 2), strides: wholes(1, 2) },
  upsampling: { size: wholes(1, 2), interpolation: or(choice("nearest", "bilinear"), "nearest") },
  "channel-select": { channels: wholes(-1) },
  reshape: { shape: wholes(-1, 8) },
  permute: { axes: wholes(0, 8) },
  embedding: {},
  mask: { value: number },
  recurrent: {
    cell: choice("lstm", "gru", "simple"),
    activation,
    recurrentActivation: activation,
    sequences: or(yesOrNo, false),
    backwards: or(yesOrNo, false),
    resetAfter: maybe(yesOrNo),
  },
  attention: { heads: whole(1), causal: or(yesOrNo, false) },
  add: {},
  merge: { operation: choice("subtract", "multiply", "divide", "average", "maximum", "minimum") },
  concat: {},
};

type WeightsOf<K extends LayerKind> = LayerOf<K> extends { readonly weights: infer W } ? W : Record<never, never>;

/** The weights of a layer kind: true for those it cannot do without. */
type NamesOf<K extends LayerKind> = {
  readonly [P in keyof WeightsOf<K>]-?: undefined extends WeightsOf<K>[P] ? false : true;
};

const kernelAndBias = { kernel: true, bias: false } as const;
const gammaAndBeta = { gamma: false, beta: false } as const;

/** Every weight of every layer kind, with true for those that a layer of the kind must have. */
export const layerWeights: { readonly [K in LayerKind]: NamesOf<K> } = {
  input: {},
  dense: kernelAndBias,
  conv: kernelAndBias,
  "depthwise-conv": kernelAndBias,
  "batch-norm": { ...gammaAndBeta, mean: true, variance: true },
  "layer-norm": gammaAndBeta,
  "group-norm": gammaAndBeta,
  affine: { scale: false, offset: false },
  rescaling: {},
  prelu: { slope: true },
  activation: {},
  pool: {},
  "global-pool": {},
  flatten: {},
  dropout: {},
  "zero-padding": {},
  slice: {},
  upsampling: {},
  "channel-select": {},
  reshape: {},
  permute: {},
  embedding: { kernel: true },
  mask: {},
  recurrent: { kernel: true, recurrent: true, bias: false },
  attention: {
    queryKernel: true,
    queryBias: false,
    keyKernel: true,
    keyBias: false,
    valueKernel: true,
    valueBias: false,
    outputKernel: true,
    outputBias: false,
  },
  add: {},
  merge: {},
  concat: {},
};
