import { FailureError } from "../../core/failure.ts";

/** An object out of `JSON.parse`: every key, `__proto__` included, is an own property and nothing more. */
export type JsonObject = { readonly [key: string]: unknown };

/** The failure of a model file that contradicts itself or its format. */
export function invalidModel(where: string, message: string, advice?: string): FailureError {
  return new FailureError({ kind: "model-invalid", message, where, ...(advice === undefined ? {} : { advice }) });
}

/** True for a JSON object, not for null and not for an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws FailureError model-invalid where the value is no object */
export function objectOf(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw invalidModel(where, `model.json should have an object at ${where}.`);
  return value;
}

/** @throws FailureError model-invalid where the value is no list */
export function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidModel(where, `model.json should have a list at ${where}.`);
  return value;
}

/** @throws FailureError model-invalid where the value is no text */
export function textOf(value: unknown, where: string): string {
  if (typeof value !== "string") throw invalidModel(where, `model.json should have a text at ${where}.`);
  return value;
}

/** A whole number of at least `least`. @throws FailureError model-invalid */
export function countOf(value: unknown, where: string, least = 1): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least)
    throw invalidModel(where, `model.json should have a whole number of at least ${least} at ${where}.`);
  return value;
}

/** `rank` whole numbers: a list of them, or one number for every axis as Keras allows. @throws FailureError model-invalid */
export function countsOf(value: unknown, rank: number, where: string, least = 1): readonly number[] {
  if (!Array.isArray(value)) return new Array<number>(rank).fill(countOf(value, where, least));
  if (value.length !== rank) throw invalidModel(where, `model.json should have ${rank} numbers at ${where}.`);
  return value.map((entry) => countOf(entry, where, least));
}

/** A finite number, or `otherwise` where the file leaves it out. @throws FailureError model-invalid */
export function numberOf(value: unknown, otherwise: number, where: string): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== "number" || !Number.isFinite(value))
    throw invalidModel(where, `model.json should have a number at ${where}.`);
  return value;
}

/** A layer's config key; Keras writes snake_case, some tfjs versions wrote camelCase. */
export function fieldOf(config: JsonObject, key: string): unknown {
  if (Object.hasOwn(config, key)) return config[key];
  const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(config, camel) ? config[camel] : undefined;
}
