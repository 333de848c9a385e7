import type { Layer, LayerId, Model } from "../../../core/model/model.ts";

/** A name that tfjs and Keras 3 both take: tfjs starts tensor names with a letter or digit, Keras 3 allows no "/". */
function plain(id: LayerId): LayerId {
  return id.replace(/[^A-Za-z0-9_.-]/g, "_").replace(/^[^A-Za-z0-9.]+/, "") || "layer";
}

/** The model without the layers that its output does not need, such as the heads of other outputs. */
export function reachingOutput(model: Model): Model {
  const needed = new Set<LayerId>([model.output]);
  for (const { id, inputs } of model.layers.toReversed())
    if (needed.has(id)) for (const input of inputs) needed.add(input);
  const layers = model.layers.filter(({ id, kind }) => kind === "input" || needed.has(id));
  return layers.length === model.layers.length ? model : { ...model, layers };
}

/** The model with names for its layers that may stand in any file; the same model where they already may. */
export function withPlainNames(model: Model): Model {
  if (model.layers.every(({ id }) => id === plain(id))) return model;
  const names = new Map<LayerId, LayerId>();
  const used = new Set<LayerId>();
  for (const { id } of model.layers) {
    let name = plain(id);
    for (let i = 1; used.has(name); i++) name = `${plain(id)}_${i}`;
    used.add(name);
    names.set(id, name);
  }
  const named = (id: LayerId): LayerId => names.get(id) ?? id;
  const layers = model.layers.map(
    (layer): Layer => ({ ...layer, id: named(layer.id), inputs: layer.inputs.map(named) }),
  );
  return { ...model, layers, output: named(model.output) };
}
