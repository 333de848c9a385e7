import { isObject, type JsonObject } from "../json-fields.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { invalidNode } from "./node-failure.ts";

/** One attribute, such as { "i": "2" }; undefined where the node does not have it. */
function attributeOf({ attr }: GraphNode, name: string): JsonObject | undefined {
  const value = Object.hasOwn(attr, name) ? attr[name] : undefined;
  return isObject(value) ? value : undefined;
}

/** Text as protobuf JSON writes bytes: base64, or a list of character codes (old converters). */
function decodeBytes(node: GraphNode, name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((code) => String.fromCharCode(Number(code))).join("");
  try {
    if (typeof value === "string") return atob(value);
  } catch {
    // falls through to the failure below
  }
  throw invalidNode(node, `has an attribute ${name} that is no text`);
}

/** @throws FailureError model-invalid */
export function textAttribute(node: GraphNode, name: string, otherwise: string): string {
  const attribute = attributeOf(node, name);
  return attribute?.s === undefined ? otherwise : decodeBytes(node, name, attribute.s);
}

/** @throws FailureError model-invalid */
export function textsAttribute(node: GraphNode, name: string): readonly string[] {
  const list = attributeOf(node, name)?.list;
  const texts = isObject(list) && Array.isArray(list.s) ? list.s : [];
  return texts.map((text) => decodeBytes(node, name, text));
}

/** @throws FailureError model-invalid */
export function flagAttribute(node: GraphNode, name: string): boolean {
  return attributeOf(node, name)?.b === true;
}

function toNumber(node: GraphNode, name: string, value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number))
    throw invalidNode(node, `has an attribute ${name} that is no number`);
  return number;
}

/** A whole number or a fraction. @throws FailureError model-invalid */
export function numberAttribute(node: GraphNode, name: string, otherwise: number): number {
  const attribute = attributeOf(node, name);
  const value = attribute?.i ?? attribute?.f;
  return value === undefined ? otherwise : toNumber(node, name, value);
}

/** A list of whole numbers; null where the node does not have it. @throws FailureError model-invalid */
export function numbersAttribute(node: GraphNode, name: string): readonly number[] | null {
  const list = attributeOf(node, name)?.list;
  if (!isObject(list)) return null;
  const numbers = Array.isArray(list.i) ? list.i : [];
  return numbers.map((value) => toNumber(node, name, value));
}

/** Axis lengths as TensorFlow writes them, -1 where open; null for an unknown rank. @throws FailureError model-invalid */
export function dimensionsOf(value: unknown, fail: (why: string) => Error): readonly number[] | null {
  if (!isObject(value) || value.unknownRank === true) return null;
  if (value.dim === undefined) return [];
  if (!Array.isArray(value.dim)) throw fail("has a malformed shape");
  return value.dim.map((axis: unknown) => {
    const size = Number(isObject(axis) ? (axis.size ?? -1) : Number.NaN);
    if (!Number.isSafeInteger(size) || size < -1) throw fail("has an axis whose length is no whole number");
    return size;
  });
}

/** @throws FailureError model-invalid */
export function shapeAttribute(node: GraphNode, name: string): readonly number[] | null {
  return dimensionsOf(attributeOf(node, name)?.shape, (why) => invalidNode(node, why));
}

const typeNames: Readonly<Record<number, string>> = {
  1: "DT_FLOAT",
  2: "DT_DOUBLE",
  3: "DT_INT32",
  4: "DT_UINT8",
  6: "DT_INT8",
  7: "DT_STRING",
  9: "DT_INT64",
  10: "DT_BOOL",
  19: "DT_HALF",
};

/** An element type by its TensorFlow name; null where it is left out or not known here. */
export function typeAttribute(node: GraphNode, name: string): string | null {
  const type = attributeOf(node, name)?.type;
  return typeof type === "string" ? type : (typeNames[Number(type)] ?? null);
}

/** True for element types that hold whole numbers or truth values. */
export function isWholeType(type: string | null): boolean {
  return type !== null && /^DT_(U?INT\d+|BOOL)$/.test(type);
}
