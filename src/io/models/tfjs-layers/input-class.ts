import type { Layer, Shape } from "../../../core/model/model.ts";
import { countOf, fieldOf, listOf } from "../json-fields.ts";
import { openSize } from "../open-size.ts";
import { type LayerClass, type LayerContext, none, unsupportedLayer } from "./layer-context.ts";

/** Axis lengths with those that are left open taken from an example: axis by axis, or, for pictures without a channel axis, ahead of it. */
function settled(axes: readonly (number | null)[], example: Shape): readonly number[] | null {
  const gap = axes.length - example.length;
  const fits = gap === 0 || (gap === 1 && axes.at(-1) === 1);
  if (!fits) return null;
  const shape = axes.map((axis, i) => axis ?? example[i] ?? 0);
  const agrees = axes.every((axis, i) => axis === null || i >= example.length || axis === example[i]);
  return agrees ? shape : null;
}

function decodeInput(context: LayerContext): Layer {
  const { config, where, example } = context;
  const listed = fieldOf(config, "batch_input_shape") ?? fieldOf(config, "batch_shape");
  const own = fieldOf(config, "shape");
  const axes = (
    listed === undefined && own !== undefined
      ? listOf(own, `${where}, shape`)
      : listOf(listed, `${where}, batch_input_shape`).slice(1)
  ).map((axis) => (axis === null ? null : countOf(axis, `${where}, batch_input_shape`)));
  const open = axes.some((axis) => axis === null);
  const shape = open && example !== null ? settled(axes, example) : axes;
  const words = `[${axes.map((axis) => axis ?? "any")}]`;
  if (shape === null)
    throw unsupportedLayer(
      context,
      `leaves the size of its input open (${words}), and the examples at hand, of shape [${example}], do not fit it`,
      "Drop the data that belong to this model.",
    );
  if (shape.some((axis) => axis === null)) throw openSize(`${where} (${words})`, where);
  return { kind: "input", id: context.id, inputs: [], shape: shape as readonly number[] };
}

/** What the network reads. */
export const inputClass: LayerClass = { weights: none, decode: decodeInput };
