import type { Layer, Tensor } from "../../../core/model/model.ts";
import { countOf, fieldOf, invalidModel, type JsonObject, listOf, numberOf } from "../json-fields.ts";
import { expectLastAxis, type LayerClass, type LayerContext, unsupportedLayer } from "./layer-context.ts";

const scaled = (config: JsonObject): readonly string[] => [
  ...(fieldOf(config, "scale") === false ? [] : ["gamma"]),
  ...(fieldOf(config, "center") === false ? [] : ["beta"]),
];

const affineOf = (context: LayerContext): { readonly gamma?: Tensor; readonly beta?: Tensor } => ({
  ...(fieldOf(context.config, "scale") === false ? {} : { gamma: context.weight("gamma") }),
  ...(fieldOf(context.config, "center") === false ? {} : { beta: context.weight("beta") }),
});

const epsilonOf = ({ config, where }: LayerContext): number =>
  numberOf(fieldOf(config, "epsilon"), 1e-3, `${where}, epsilon`);

const widths: LayerClass["widths"] = (part) => {
  const layer = part("");
  if (layer?.kind !== "batch-norm" && layer?.kind !== "layer-norm" && layer?.kind !== "group-norm") return {};
  return { scale: layer.weights.gamma !== undefined, center: layer.weights.beta !== undefined };
};

function decodeBatchNorm(context: LayerContext): Layer {
  expectLastAxis(context, -1, "normalises over");
  return {
    kind: "batch-norm",
    id: context.id,
    inputs: context.inputs,
    epsilon: epsilonOf(context),
    weights: { ...affineOf(context), mean: context.weight("mean"), variance: context.weight("variance") },
  };
}

function decodeLayerNorm(context: LayerContext): Layer {
  expectLastAxis(context, -1, "normalises over");
  if (fieldOf(context.config, "rms_scaling") === true)
    throw unsupportedLayer(context, "divides by the root mean square (rms_scaling), which Quorum does not compute");
  return {
    kind: "layer-norm",
    id: context.id,
    inputs: context.inputs,
    epsilon: epsilonOf(context),
    weights: affineOf(context),
  };
}

function decodeGroupNorm(context: LayerContext): Layer {
  expectLastAxis(context, -1, "normalises over");
  const channels = context.inputShapes[0]?.at(-1) ?? 1;
  const declared = fieldOf(context.config, "groups") ?? 32;
  // -1 makes every channel a group of its own
  const groups = declared === -1 ? channels : countOf(declared, `${context.where}, groups`);
  return {
    kind: "group-norm",
    id: context.id,
    inputs: context.inputs,
    groups,
    epsilon: epsilonOf(context),
    weights: affineOf(context),
  };
}

/** Keras divides by max(sqrt(variance), 1e-7). */
const leastVariance = 1e-14;

/** Mean and variance stand in the config where the layer was not adapted to data. */
const givenInConfig = (config: JsonObject): boolean => {
  const mean = fieldOf(config, "mean");
  return mean !== undefined && mean !== null;
};

/** Numbers nested as deep as the array has axes. */
function flatNumbers(value: unknown, where: string, depth = 0): readonly number[] {
  if (typeof value === "number") return [numberOf(value, 0, where)];
  if (depth > 4) throw invalidModel(where, `The numbers at ${where} nest too deep.`);
  return listOf(value, where).flatMap((entry) => flatNumbers(entry, where, depth + 1));
}

function statistic(context: LayerContext, key: "mean" | "variance", channels: number): Tensor {
  const { config, where } = context;
  const values = givenInConfig(config)
    ? Float32Array.from(flatNumbers(fieldOf(config, key), `${where}, ${key}`))
    : context.weight(key).values;
  if (values.length !== channels && values.length !== 1)
    throw invalidModel(
      where,
      `The layer ${where} has ${values.length} numbers as its ${key}, but reads ${channels} channels.`,
    );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw invalidModel(`${where}, ${key}`, `The ${key} of ${where} holds ${values[bad]} at element ${bad}.`);
  const all = values.length === channels ? values : new Float32Array(channels).fill(values[0] as number);
  return {
    shape: [channels],
    values: key === "mean" ? all : all.map((value) => Math.max(value, leastVariance)),
  };
}

/** (x - mean) / max(sqrt(variance), 1e-7) is a batch normalisation with epsilon 0. */
function decodeNormalization(context: LayerContext): Layer {
  const { config } = context;
  if (fieldOf(config, "invert") === true)
    throw unsupportedLayer(context, "undoes a normalisation (invert), which Quorum does not compute");
  if (fieldOf(config, "axis") !== null) expectLastAxis(context, -1, "normalises along");
  const channels = context.inputShapes[0]?.at(-1) ?? 1;
  return {
    kind: "batch-norm",
    id: context.id,
    inputs: context.inputs,
    epsilon: 0,
    weights: { mean: statistic(context, "mean", channels), variance: statistic(context, "variance", channels) },
  };
}

/** Classes that normalise. */
export const normClasses: readonly (readonly [string, LayerClass])[] = [
  [
    "BatchNormalization",
    {
      weights: (config) => [...scaled(config), "mean", "variance"],
      decode: decodeBatchNorm,
      mask: "passes",
      widths,
    },
  ],
  ["LayerNormalization", { weights: scaled, decode: decodeLayerNorm, mask: "passes", widths }],
  [
    "GroupNormalization",
    {
      weights: scaled,
      decode: decodeGroupNorm,
      mask: "unclear",
      widths: (part, config) => {
        const layer = part("");
        const groups = fieldOf(config, "groups") === -1 || layer?.kind !== "group-norm" ? {} : { groups: layer.groups };
        return { ...widths(part, config), ...groups };
      },
    },
  ],
  [
    "Normalization",
    {
      weights: (config) => (givenInConfig(config) ? [] : ["mean", "variance", "#count"]),
      decode: decodeNormalization,
      mask: "unclear",
      widths: (part, config) => {
        const layer = part("");
        if (layer?.kind !== "batch-norm" || !givenInConfig(config)) return {};
        const { mean, variance } = layer.weights;
        // written again only where channels went
        if (flatNumbers(fieldOf(config, "mean"), "mean").length === mean.values.length) return {};
        return { mean: [...mean.values], variance: [...variance.values] };
      },
    },
  ],
];
