import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel, isObject, type JsonObject, listOf, textOf } from "../json-fields.ts";

/** Output `tensor` of call `node` of a layer. */
export interface Reading {
  readonly layer: string;
  readonly node: unknown;
  readonly tensor: unknown;
}

/** How a layer of a functional model is called. */
export interface Call {
  readonly inputs: readonly Reading[];
  /** Tensors that are handed over by keyword. */
  readonly named: Readonly<Record<string, Reading>>;
  /** Other keyword arguments; under "args" those by position, null for a tensor, where there is a number among them. */
  readonly options: JsonObject;
}

const deepest = 8;

function readingOf(value: readonly unknown[], where: string): Reading {
  return { layer: textOf(value[0], where), node: value[1] ?? 0, tensor: value[2] ?? 0 };
}

/** Keras 3 writes a tensor as `{ class_name: "__keras_tensor__", config: { keras_history: [...] } }`. */
function historyOf(value: unknown): Reading | null {
  const history = isObject(value) && isObject(value.config) ? value.config.keras_history : undefined;
  return Array.isArray(history) ? readingOf(history, "keras_history") : null;
}

function collectHistories(value: unknown, found: Reading[], depth = 0): void {
  if (depth > deepest) return;
  const history = historyOf(value);
  if (history !== null) found.push(history);
  else if (Array.isArray(value)) for (const entry of value) collectHistories(entry, found, depth + 1);
  else if (isObject(value)) for (const key of Object.keys(value)) collectHistories(value[key], found, depth + 1);
}

const looksLikeReading = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) &&
  (value.length === 3 || value.length === 4) &&
  typeof value[0] === "string" &&
  typeof value[1] === "number" &&
  typeof value[2] === "number";

function splitOptions(keywords: JsonObject, id: LayerId): Omit<Call, "inputs"> {
  const named: Record<string, Reading> = {};
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(keywords)) {
    const reading = looksLikeReading(value) ? readingOf(value, `inbound_nodes of ${id}`) : historyOf(value);
    if (reading !== null) {
      named[key] = reading;
      continue;
    }
    const inside: Reading[] = [];
    collectHistories(value, inside);
    if (inside.length > 0)
      throw new FailureError({
        kind: "model-unsupported",
        message: `The layer "${id}" is handed several tensors as its argument "${key}", which Quorum does not compute.`,
        where: id,
      });
    options[key] = value;
  }
  return { named, options };
}

function readCall(value: unknown, id: LayerId): Call {
  if (isObject(value)) {
    const inputs: Reading[] = [];
    collectHistories(value.args, inputs);
    const { named, options } = splitOptions(isObject(value.kwargs) ? value.kwargs : {}, id);
    const args = Array.isArray(value.args) ? value.args.map((arg) => (typeof arg === "number" ? arg : null)) : [];
    return { inputs, named, options: args.some((arg) => arg !== null) ? { ...options, args } : options };
  }
  const where = `inbound_nodes of ${id}`;
  const call = listOf(value, where);
  // a layer with one input may write ["conv", 0, 0, {}] without the outer list
  const list = typeof call[0] === "string" ? [call] : call;
  const nodes = list.map((entry) => listOf(entry, where));
  const keywords = nodes[0]?.[3];
  return {
    inputs: nodes.map((node) => readingOf(node, where)),
    ...splitOptions(isObject(keywords) ? keywords : {}, id),
  };
}

/**
 * How a layer of a functional model is called; null where it is not called, as inputs are.
 * @param value its `inbound_nodes`: one entry for each time that the layer is called
 * @throws FailureError model-unsupported where the layer is called twice (shared weights)
 */
export function readInboundCall(value: unknown, id: LayerId): Call | null {
  const calls = listOf(value ?? [], `inbound_nodes of ${id}`);
  if (calls.length > 1)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The layer "${id}" is used at ${calls.length} places of the network; Quorum reads networks that use every layer once.`,
      where: id,
      advice:
        "Give each place a layer of its own: without weights, such as a ReLU, that changes nothing; shared weights cannot be pruned apart.",
    });
  return calls.length === 0 ? null : readCall(calls[0], id);
}

/**
 * The layer that a reading speaks of. A nested model starts with a call of its own, so that its first use counts as 1.
 * @throws FailureError model-invalid for an output that does not exist
 */
export function layerRead({ layer, node, tensor }: Reading, id: LayerId, nested: boolean): LayerId {
  const usual = (node === 0 || (nested && node === 1)) && tensor === 0;
  if (!usual)
    throw invalidModel(
      id,
      `The layer "${id}" reads output ${String(tensor)} of call ${String(node)} of "${layer}"; only output 0 of call 0 exists.`,
    );
  return layer;
}
