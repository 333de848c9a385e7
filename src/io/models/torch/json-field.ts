import type { Activation, ActivationName } from "../../../core/model/model.ts";
import { invalidModel, isObject, type JsonObject } from "../json-fields.ts";

/** One setting of a layer in the layer JSON: how it is written, and how it is read. */
export interface Field<T> {
  /** JSON schema (2020-12) of the setting. */
  readonly schema: JsonObject;
  /** @throws FailureError model-invalid, naming the place */
  read(value: unknown, where: string): T;
  /** What it is where it is left out; null for a setting that must be there or may be absent. */
  readonly otherwise: T | null;
  /** True where the layer may do without it altogether. */
  readonly optional: boolean;
}

function field<T>(schema: JsonObject, what: string, isOne: (value: unknown) => boolean): Field<T> {
  return {
    schema,
    otherwise: null,
    optional: false,
    read(value, where) {
      if (isOne(value)) return value as T;
      throw invalidModel(where, `The layer JSON should have ${what} at ${where}.`);
    },
  };
}

/** The field with a value for where it is left out. */
export function or<T>(one: Field<T>, otherwise: T): Field<T> {
  return { ...one, schema: { ...one.schema, default: otherwise }, otherwise };
}

/** The field of a setting that may be absent. */
export function maybe<T>(one: Field<T>): Field<T> {
  return { ...one, optional: true };
}

const isWhole = (value: unknown, least: number): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= least;

export const whole = (least: number): Field<number> =>
  field({ type: "integer", minimum: least }, `a whole number of at least ${least}`, (value) => isWhole(value, least));

export const number: Field<number> = field(
  { type: "number" },
  "a number",
  (value) => typeof value === "number" && Number.isFinite(value),
);

export const yesOrNo: Field<boolean> = field(
  { type: "boolean" },
  "true or false",
  (value) => typeof value === "boolean",
);

/** `most` whole numbers at the most. */
export const wholes = (least: number, most = 1_000_000): Field<readonly number[]> =>
  field(
    { type: "array", items: { type: "integer", minimum: least }, minItems: 1, maxItems: most },
    `a list of whole numbers of at least ${least}`,
    (value) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= most &&
      value.every((entry) => isWhole(entry, least)),
  );

/** [before, after] for one or two axes. */
export const pairs: Field<readonly (readonly [number, number])[]> = field(
  {
    type: "array",
    minItems: 1,
    maxItems: 2,
    items: { type: "array", items: { type: "integer", minimum: 0 }, minItems: 2, maxItems: 2 },
  },
  "[before, after] for each spatial axis",
  (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= 2 &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((side) => isWhole(side, 0))),
);

export const choice = <T extends string>(...values: readonly T[]): Field<T> =>
  field({ enum: values }, `one of ${values.join(", ")}`, (value) => values.includes(value as T));

/** Either of two kinds of value. */
export function either<A, B>(one: Field<A>, other: Field<B>, isOne: (value: unknown) => boolean): Field<A | B> {
  return {
    schema: { anyOf: [one.schema, other.schema] },
    otherwise: null,
    optional: false,
    read: (value, where) => (isOne(value) ? one.read(value, where) : other.read(value, where)),
  };
}

const activationNames: Readonly<Record<ActivationName, true>> = {
  linear: true,
  relu: true,
  relu6: true,
  "leaky-relu": true,
  elu: true,
  selu: true,
  gelu: true,
  "gelu-tanh": true,
  silu: true,
  tanh: true,
  sigmoid: true,
  "hard-sigmoid": true,
  "hard-silu": true,
  mish: true,
  celu: true,
  exponential: true,
  "log-sigmoid": true,
  "thresholded-relu": true,
  clip: true,
  softplus: true,
  softsign: true,
  softmax: true,
  "log-softmax": true,
};
const activationName = choice(...(Object.keys(activationNames) as ActivationName[]));

/** A name, or a name with its alpha and beta. */
export const activation: Field<Activation> = {
  schema: {
    anyOf: [
      activationName.schema,
      {
        type: "object",
        properties: { name: activationName.schema, alpha: number.schema, beta: number.schema },
        required: ["name"],
        additionalProperties: false,
      },
    ],
  },
  otherwise: null,
  optional: false,
  read(value, where) {
    if (!isObject(value)) return { name: activationName.read(value, where) };
    const strange = Object.keys(value).find((key) => key !== "name" && key !== "alpha" && key !== "beta");
    if (strange !== undefined)
      throw invalidModel(where, `The layer JSON has an unknown setting "${strange}" at ${where}.`);
    return {
      name: activationName.read(value.name, `${where}.name`),
      ...(value.alpha === undefined ? {} : { alpha: number.read(value.alpha, `${where}.alpha`) }),
      ...(value.beta === undefined ? {} : { beta: number.read(value.beta, `${where}.beta`) }),
    };
  },
};
