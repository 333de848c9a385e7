import { fieldOf, isObject, type JsonObject, textOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, unsupportedLayer } from "./layer-context.ts";

/** Classes that do the same at every step as over all steps at once: they work along the last axis, or not along any. */
const steady: ReadonlySet<string> = new Set([
  "Dense",
  "Activation",
  "ReLU",
  "LeakyReLU",
  "ELU",
  "ThresholdedReLU",
  "Softmax",
  "Rescaling",
  "Dropout",
  "GaussianNoise",
  "GaussianDropout",
  "AlphaDropout",
  "BatchNormalization",
  "LayerNormalization",
]);

interface Inner {
  readonly className: string;
  readonly config: JsonObject;
}

function innerOf(config: JsonObject): Inner {
  const layer = fieldOf(config, "layer");
  const json = isObject(layer) ? layer : {};
  const className = textOf(json.class_name ?? json.className, "layer.class_name");
  return { className, config: isObject(json.config) ? json.config : {} };
}

/**
 * TimeDistributed around a layer that is the same over all steps at once.
 * @param classes all others by name
 */
export function timeDistributed(classes: ReadonlyMap<string, LayerClass>): LayerClass {
  const known = (config: JsonObject): LayerClass | undefined => {
    const { className } = innerOf(config);
    return steady.has(className) ? classes.get(className) : undefined;
  };
  return {
    weights: (config) => known(config)?.weights(innerOf(config).config) ?? [],
    decode: (context: LayerContext) => {
      const { className, config } = innerOf(context.config);
      const inner = known(context.config);
      if (inner === undefined)
        throw unsupportedLayer(
          context,
          `repeats a layer of class ${className} at every step, which Quorum does not compute`,
        );
      return inner.decode({ ...context, className, config });
    },
    mask: "passes",
    folders: (config) => [{ names: ["layer"], weights: known(config)?.weights(innerOf(config).config).length ?? 0 }],
    widths: (part, config) => {
      const inner = innerOf(config);
      const layer = fieldOf(config, "layer");
      const widths = known(config)?.widths?.(part, inner.config);
      if (widths === undefined || !isObject(layer)) return {};
      return { layer: { ...layer, config: { ...inner.config, ...widths } } };
    },
  };
}
