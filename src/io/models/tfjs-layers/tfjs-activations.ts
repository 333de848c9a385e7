import { FailureError } from "../../../core/failure.ts";
import type { Activation, ActivationName } from "../../../core/model/model.ts";
import { fieldOf, isObject, type JsonObject, numberOf } from "../json-fields.ts";

/** Names as Keras and tfjs write them, snake_case or camelCase. */
const namesInFiles: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ...(
    [
      ["linear", "linear"],
      ["relu", "relu"],
      ["relu6", "relu6"],
      ["elu", "elu"],
      ["selu", "selu"],
      ["gelu", "gelu"],
      ["gelu_new", "gelu-tanh"],
      ["swish", "silu"],
      ["silu", "silu"],
      ["hard_silu", "hard-silu"],
      ["hard_swish", "hard-silu"],
      ["mish", "mish"],
      ["celu", "celu"],
      ["exponential", "exponential"],
      ["log_sigmoid", "log-sigmoid"],
      ["tanh", "tanh"],
      ["sigmoid", "sigmoid"],
      ["hard_sigmoid", "hard-sigmoid"],
      ["hardSigmoid", "hard-sigmoid"],
      ["softplus", "softplus"],
      ["softsign", "softsign"],
      ["softmax", "softmax"],
      ["log_softmax", "log-softmax"],
      ["logSoftmax", "log-softmax"],
    ] as const
  ).map(([written, name]): [string, Activation] => [written, { name }]),
  ["leaky_relu", { name: "leaky-relu", alpha: 0.2 }],
  ["hard_tanh", { name: "clip", alpha: -1, beta: 1 }],
]);

/** relu6(x + 3) / 6, where Keras 2 and tfjs have clip(0.2 x + 0.5). */
const hardSigmoid3: Activation = { name: "hard-sigmoid", alpha: 1 / 6, beta: 0.5 };

/** A ReLU with its three settings (Keras' ReLU layer); null for a mixture that no activation of ours is. */
export function reluOf(config: JsonObject, where: string): Activation | null {
  const slope = numberOf(fieldOf(config, "negative_slope"), 0, `${where}, negative_slope`);
  const threshold = numberOf(fieldOf(config, "threshold"), 0, `${where}, threshold`);
  const max = fieldOf(config, "max_value") ?? null;
  if (max !== null) {
    const most = numberOf(max, 6, `${where}, max_value`);
    if (slope !== 0 || threshold !== 0) return null;
    return most === 6 ? { name: "relu6" } : { name: "clip", alpha: 0, beta: most };
  }
  if (threshold !== 0) return slope === 0 && threshold > 0 ? { name: "thresholded-relu", alpha: threshold } : null;
  return slope === 0 ? { name: "relu" } : { name: "leaky-relu", alpha: slope };
}

/** The slope of a LeakyReLU layer: "alpha" in Keras 2, "negative_slope" in Keras 3. */
export function leakyOf(config: JsonObject, where: string): Activation {
  const slope = fieldOf(config, "alpha") ?? fieldOf(config, "negative_slope");
  return { name: "leaky-relu", alpha: numberOf(slope, 0.3, `${where}, alpha`) };
}

/** Layers that Keras allows where an activation is asked for. */
function layerAsActivation(className: string, config: JsonObject, where: string): Activation | null {
  if (className === "ReLU") return reluOf(config, where);
  if (className === "LeakyReLU") return leakyOf(config, where);
  if (className === "ELU") return { name: "elu", alpha: numberOf(fieldOf(config, "alpha"), 1, `${where}, alpha`) };
  return className === "Softmax" && (fieldOf(config, "axis") ?? -1) === -1 ? { name: "softmax" } : null;
}

/**
 * The activation in a layer's config: a name, a serialised function or layer, or nothing for linear.
 * @param keras3 whether Keras 3 computes it
 * @throws FailureError model-unsupported for one that Quorum does not compute
 */
export function readActivation(value: unknown, where: string, keras3: boolean): Activation {
  if (value === undefined || value === null) return { name: "linear" };
  let named: unknown = value;
  if (isObject(value)) {
    const className = value.class_name ?? value.className;
    const config = isObject(value.config) ? value.config : {};
    const layer = typeof className === "string" ? layerAsActivation(className, config, where) : null;
    if (layer !== null) return layer;
    // Keras 3 writes functions as { class_name: "function", config: "relu" }
    named = className === "function" ? value.config : className;
  }
  const known = typeof named === "string" ? namesInFiles.get(named) : undefined;
  if (known === undefined)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The activation ${JSON.stringify(named)} of ${where} is not one that Quorum computes.`,
      where,
      advice: `It knows ${[...new Set([...namesInFiles.values()].map(({ name }) => name))].join(", ")}.`,
    });
  return keras3 && known.name === "hard-sigmoid" ? hardSigmoid3 : known;
}

/** Which program must open what is written. */
export type Dialect = "tfjs" | "keras3";

/** Ours, as tfjs-layers 4.22 opens them; leaky-relu and gelu-tanh have no name that it can open. */
const tfjsNames: ReadonlyMap<ActivationName, string> = new Map<ActivationName, string>([
  ["linear", "linear"],
  ["relu", "relu"],
  ["relu6", "relu6"],
  ["elu", "elu"],
  ["selu", "selu"],
  ["gelu", "gelu"],
  ["silu", "swish"],
  ["mish", "mish"],
  ["tanh", "tanh"],
  ["sigmoid", "sigmoid"],
  ["softplus", "softplus"],
  ["softsign", "softsign"],
  ["softmax", "softmax"],
  ["log-softmax", "log_softmax"],
]);

const keras3Names: ReadonlyMap<ActivationName, string> = new Map<ActivationName, string>([
  ...tfjsNames,
  ["silu", "silu"],
  ["hard-silu", "hard_silu"],
  ["exponential", "exponential"],
  ["log-sigmoid", "log_sigmoid"],
]);

const near = (value: number | undefined, otherwise: number, wanted: number): boolean =>
  Math.abs((value ?? otherwise) - wanted) < 1e-9;

/** The name of an activation as an attribute, or null where it needs a layer of its own or cannot be said. */
export function writableActivation(activation: Activation, dialect: Dialect): string | null {
  const { name, alpha, beta } = activation;
  const plain = near(alpha, 1, 1);
  if (name === "hard-sigmoid") {
    const slope = dialect === "tfjs" ? 0.2 : 1 / 6;
    return near(alpha, 0.2, slope) && near(beta, 0.5, 0.5) ? "hard_sigmoid" : null;
  }
  if (name === "elu" && !plain) return null;
  if (dialect === "tfjs") return tfjsNames.get(name) ?? null;
  if (name === "celu") return plain ? "celu" : null;
  if (name === "leaky-relu") return near(alpha, 0.3, 0.2) ? "leaky_relu" : null;
  if (name === "clip") return near(alpha, 0, -1) && near(beta, 1, 1) ? "hard_tanh" : null;
  return keras3Names.get(name) ?? null;
}
