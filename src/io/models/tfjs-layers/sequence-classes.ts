import type { Layer, LayerId, Tensor } from "../../../core/model/model.ts";
import { countOf, fieldOf, invalidModel, type JsonObject, numberOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, none, unsupportedLayer } from "./layer-context.ts";
import { checkKernel } from "./tfjs-weighted-classes.ts";

/** The mask layer that a class makes for those behind it; it is left out where nobody reads it. */
export const maskIdOf = (id: LayerId): LayerId => `${id}/mask`;

/** True where the class makes a mask of what it reads. */
export function makesMask(className: string, config: JsonObject): boolean {
  return className === "Masking" || (className === "Embedding" && fieldOf(config, "mask_zero") === true);
}

function decodeEmbedding(context: LayerContext): readonly Layer[] {
  const { id, inputs, config, where } = context;
  const kernel = context.weight("kernel");
  const size = [
    countOf(fieldOf(config, "input_dim"), `${where}, input_dim`),
    countOf(fieldOf(config, "output_dim"), `${where}, output_dim`),
  ];
  checkKernel(context, kernel, size);
  return [
    ...(makesMask("Embedding", config) ? [{ kind: "mask", id: maskIdOf(id), inputs, value: 0 } as const] : []),
    { kind: "embedding", id, inputs, weights: { kernel } },
  ];
}

/** Steps that hold nothing but the value become zeros, and are left out by what reads the mask. */
function decodeMasking(context: LayerContext): readonly Layer[] {
  const { id, inputs, config, where } = context;
  const mask = maskIdOf(id);
  return [
    { kind: "mask", id: mask, inputs, value: numberOf(fieldOf(config, "mask_value"), 0, `${where}, mask_value`) },
    { kind: "merge", operation: "multiply", id, inputs: [...inputs, mask] },
  ];
}

const projections = ["query", "key", "value", "output"] as const;

function attentionSlots(config: JsonObject): readonly string[] {
  const biased = fieldOf(config, "use_bias") !== false;
  return projections.flatMap((name) => [`${name}Kernel`, ...(biased ? [`${name}Bias`] : [])]);
}

/** Keras keeps heads as an axis of their own: [in, heads, size] and [heads, size, out]; ours are joined. */
function joined(context: LayerContext, slot: string, heads: number): Tensor {
  const { shape, values } = context.weight(slot);
  const isKernel = slot.endsWith("Kernel");
  const ranks = isKernel ? 3 : slot === "outputBias" ? 1 : 2;
  const headAxis = isKernel && slot !== "outputKernel" ? 1 : 0;
  if (shape.length !== ranks || (slot !== "outputBias" && shape[headAxis] !== heads))
    throw invalidModel(
      context.where,
      `The ${slot} of ${context.where} has shape [${shape}], which does not fit ${heads} heads.`,
    );
  const [a = 1, b = 1, c = 1] = shape;
  if (ranks === 1) return { shape, values };
  if (ranks === 2) return { shape: [a * b], values };
  return { shape: slot === "outputKernel" ? [a * b, c] : [a, b * c], values };
}

function decodeAttention(context: LayerContext): Layer {
  const { id, config, where, inputs, named, call } = context;
  if (context.mask !== null)
    throw unsupportedLayer(context, "reads a mask, which Quorum does not compute in attention");
  const { query = inputs[0], value = inputs[1], key = inputs[2], ...others } = named;
  const [other] = Object.keys(others);
  if (
    other !== undefined ||
    Object.entries(call).some(
      ([option, given]) =>
        /mask$/.test(option) && option !== "use_causal_mask" && given !== null && given !== undefined,
    )
  )
    throw unsupportedLayer(
      context,
      `is handed a mask or another tensor (${other ?? "mask"}), which Quorum does not compute`,
    );
  if (query === undefined || value === undefined)
    throw unsupportedLayer(context, "lacks the tensor that it attends to");
  if (call.return_attention_scores === true)
    throw unsupportedLayer(context, "hands out its scores, which Quorum does not compute");
  const axes = fieldOf(config, "attention_axes") ?? null;
  if (axes !== null && JSON.stringify(axes) !== "[1]" && axes !== 1)
    throw unsupportedLayer(context, `attends along axes ${JSON.stringify(axes)}; Quorum computes it along steps`);
  const heads = countOf(fieldOf(config, "num_heads"), `${where}, num_heads`);
  const weights = Object.fromEntries(attentionSlots(config).map((slot) => [slot, joined(context, slot, heads)]));
  return {
    kind: "attention",
    id,
    inputs: key === undefined || key === value ? [query, value] : [query, value, key],
    heads,
    causal: call.use_causal_mask === true,
    weights: weights as (Layer & { readonly kind: "attention" })["weights"],
  };
}

/** Classes for tokens and steps that are not recurrent. */
export const sequenceClasses: readonly (readonly [string, LayerClass])[] = [
  [
    "Embedding",
    {
      weights: () => ["kernel"],
      decode: decodeEmbedding,
      widths: (part) => {
        const layer = part("");
        return layer?.kind === "embedding" ? { output_dim: layer.weights.kernel.shape[1] } : {};
      },
    },
  ],
  ["Masking", { weights: none, decode: decodeMasking }],
  [
    "MultiHeadAttention",
    {
      weights: attentionSlots,
      decode: decodeAttention,
      reads: "attention",
      mask: "reads",
      folders: (config) =>
        projections.map((name) => ({
          names: [`${name}_dense`, `_${name}_dense`],
          weights: fieldOf(config, "use_bias") === false ? 1 : 2,
        })),
    },
  ],
];
