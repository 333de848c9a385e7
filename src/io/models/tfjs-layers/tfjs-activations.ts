import { FailureError } from "../../../core/failure.ts";
import type { Activation, ActivationName } from "../../../core/model/model.ts";
import { isObject } from "../json-fields.ts";

/** Names as Keras and tfjs write them, snake_case or camelCase, and ours. */
const namesInFiles: ReadonlyMap<string, ActivationName> = new Map<string, ActivationName>([
  ["linear", "linear"],
  ["relu", "relu"],
  ["relu6", "relu6"],
  ["elu", "elu"],
  ["selu", "selu"],
  ["gelu", "gelu"],
  ["gelu_new", "gelu-tanh"],
  ["swish", "silu"],
  ["silu", "silu"],
  ["tanh", "tanh"],
  ["sigmoid", "sigmoid"],
  ["hard_sigmoid", "hard-sigmoid"],
  ["hardSigmoid", "hard-sigmoid"],
  ["softplus", "softplus"],
  ["softsign", "softsign"],
  ["softmax", "softmax"],
  ["log_softmax", "log-softmax"],
  ["logSoftmax", "log-softmax"],
]);

/** Ours, as tfjs-layers 4.22 opens them; leaky-relu and gelu-tanh have no name that it can open. */
const namesToWrite: ReadonlyMap<ActivationName, string> = new Map<ActivationName, string>([
  ["linear", "linear"],
  ["relu", "relu"],
  ["relu6", "relu6"],
  ["elu", "elu"],
  ["selu", "selu"],
  ["gelu", "gelu"],
  ["silu", "swish"],
  ["tanh", "tanh"],
  ["sigmoid", "sigmoid"],
  ["hard-sigmoid", "hard_sigmoid"],
  ["softplus", "softplus"],
  ["softsign", "softsign"],
  ["softmax", "softmax"],
  ["log-softmax", "log_softmax"],
]);

/**
 * The activation in a layer's config: a name, a serialised object with `class_name`, or nothing for linear.
 * @throws FailureError model-unsupported for a name that Quorum does not compute
 */
export function readActivation(value: unknown, where: string): Activation {
  if (value === undefined || value === null) return { name: "linear" };
  const named = isObject(value) ? value.class_name : value;
  const name = typeof named === "string" ? namesInFiles.get(named) : undefined;
  if (name === undefined)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The activation ${JSON.stringify(named)} of ${where} is not one that Quorum computes.`,
      where,
      advice: `It knows ${[...new Set(namesInFiles.values())].join(", ")}.`,
    });
  return { name };
}

/** The name that tfjs opens, or null where the activation needs a layer of its own (leaky-relu, elu with a scale). */
export function writableActivation(activation: Activation): string | null {
  if (activation.name === "elu" && activation.alpha !== undefined && activation.alpha !== 1) return null;
  return namesToWrite.get(activation.name) ?? null;
}
