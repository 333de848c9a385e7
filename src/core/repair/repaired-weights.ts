import { FailureError } from "../failure.ts";
import { type Layer, type LayerId, type Model, type Tensor, weightsOf } from "../model/model.ts";

/** All weights of one layer after a repair. */
export interface RepairedLayer {
  readonly layer: LayerId;
  readonly weights: Readonly<Record<string, Tensor>>;
}

/** What repair changed of a pruned network: whole layers, in the network's order. Plain data; it crosses threads. */
export type RepairedWeights = readonly RepairedLayer[];

/** A layer with other weights. */
export function withLayerWeights<L extends Layer>(layer: L, weights: Readonly<Record<string, Tensor>>): L {
  return { ...layer, weights: { ...weightsOf(layer), ...weights } };
}

/**
 * The pruned network with the repaired weights in place; the old one untouched.
 * @throws FailureError settings-invalid where the weights are those of another network: a layer, a name or a shape differs
 */
export function withRepairedWeights(model: Model, repaired: RepairedWeights): Model {
  const changes = new Map(repaired.map(({ layer, weights }) => [layer, weights]));
  const layers = model.layers.map((layer) => {
    const weights = changes.get(layer.id);
    if (!weights) return layer;
    changes.delete(layer.id);
    const own = weightsOf(layer);
    for (const [name, { shape, values }] of Object.entries(weights)) {
      const wanted = own[name]?.shape.join(" x ");
      if (wanted !== shape.join(" x ") || values.length !== own[name].values.length)
        throw foreign(`${layer.id}, ${name}`, `${shape.join(" x ")} where ${wanted ?? "nothing"} was expected`);
    }
    return withLayerWeights(layer, weights);
  });
  for (const layer of changes.keys()) throw foreign(layer, "a layer that is not there");
  return { ...model, layers };
}

function foreign(where: string, what: string): FailureError {
  return new FailureError({
    kind: "settings-invalid",
    message: `The repaired weights belong to another network: they have ${what}.`,
    where,
    advice: "Repair the chosen network again.",
  });
}

/** The layers of `after` whose weights are others than in `before`, two networks of the same layers. */
export function repairedWeights(before: Model, after: Model): RepairedWeights {
  return after.layers.flatMap((layer, place) => {
    const [own, old] = [weightsOf(layer), weightsOf(before.layers[place])];
    const changed = Object.keys(own).some((name) => own[name] !== old[name] && differs(own[name], old[name]));
    return changed ? [{ layer: layer.id, weights: own }] : [];
  });
}

const differs = (a: Tensor, b: Tensor) => a.values.some((value, at) => value !== b.values[at]);
