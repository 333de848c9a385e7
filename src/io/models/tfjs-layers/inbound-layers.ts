import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel, isObject, listOf, textOf } from "../json-fields.ts";

type Node = readonly [layer: string, node: unknown, tensor: unknown];

/** Keras 3 writes a call as `{ args: [{ class_name: "__keras_tensor__", config: { keras_history: [...] } }] }`. */
function collectHistories(value: unknown, found: Node[], depth = 0): void {
  if (depth > 8) return;
  if (Array.isArray(value)) for (const entry of value) collectHistories(entry, found, depth + 1);
  else if (isObject(value)) {
    const history = isObject(value.config) ? value.config.keras_history : undefined;
    if (Array.isArray(history)) found.push([textOf(history[0], "keras_history"), history[1], history[2]]);
    else for (const key of Object.keys(value)) collectHistories(value[key], found, depth + 1);
  }
}

function callOf(value: unknown, id: LayerId): readonly Node[] {
  if (isObject(value)) {
    const found: Node[] = [];
    collectHistories(value.args, found);
    return found;
  }
  const call = listOf(value, `inbound_nodes of ${id}`);
  // a layer with one input may write ["conv", 0, 0, {}] without the outer list
  const list = typeof call[0] === "string" ? [call] : call;
  return list.map((entry) => {
    const node = listOf(entry, `inbound_nodes of ${id}`);
    return [textOf(node[0], `inbound_nodes of ${id}`), node[1] ?? 0, node[2] ?? 0];
  });
}

/**
 * The layers that a layer of a functional model reads.
 * @param value its `inbound_nodes`: one entry for each time that the layer is called
 * @throws FailureError model-unsupported where the layer is called twice (shared weights) or reads a second call
 */
export function readInboundLayers(value: unknown, id: LayerId): readonly LayerId[] {
  const calls = listOf(value ?? [], `inbound_nodes of ${id}`);
  if (calls.length > 1)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The layer "${id}" is used at ${calls.length} places of the network with the same weights, which Quorum cannot prune.`,
      where: id,
    });
  return calls
    .flatMap((call) => callOf(call, id))
    .map(([layer, node, tensor]) => {
      if (node !== 0 || tensor !== 0)
        throw invalidModel(
          id,
          `The layer "${id}" reads output ${String(tensor)} of call ${String(node)} of "${layer}"; only output 0 of call 0 exists.`,
        );
      return layer;
    });
}
