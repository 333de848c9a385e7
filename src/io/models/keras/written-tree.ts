import type { Tensor } from "../../../core/model/model.ts";
import type { Hdf5Attribute } from "./hdf5-attributes.ts";
import type { Hdf5Type } from "./hdf5-types.ts";
import type { WritableDataset, WritableGroup } from "./hdf5-write.ts";
import type { StoredDataset, StoredGroup } from "./stored-tree.ts";

/** A folder under construction. */
export interface TreeGroup extends WritableGroup {
  attributes: readonly Hdf5Attribute[];
  readonly children: Map<string, TreeGroup | WritableDataset>;
}

const float32: Hdf5Type = { kind: "float", size: 4, bigEndian: false };

/** An empty folder. */
export function emptyGroup(attributes: readonly Hdf5Attribute[] = []): TreeGroup {
  return { attributes, children: new Map() };
}

/** One text as Keras writes it. */
export function textAttributeOf(name: string, text: string): Hdf5Attribute {
  return { name, type: { kind: "long-text", size: 16, utf8: true }, shape: [], values: [text] };
}

/** No header of an object may be larger; Keras keeps a margin. */
const largestAttribute = 64512;

/** A list of texts as Keras writes it: texts of one length, cut into several attributes where it is long. */
export function textListAttributes(name: string, texts: readonly string[]): readonly Hdf5Attribute[] {
  if (texts.length === 0) return [{ name, type: { kind: "float", size: 8, bigEndian: false }, shape: [0], values: [] }];
  const encoder = new TextEncoder();
  const size = Math.max(1, ...texts.map((text) => encoder.encode(text).length));
  const type: Hdf5Type = { kind: "text", size, utf8: false };
  const each = Math.max(1, Math.floor(largestAttribute / size));
  if (texts.length <= each) return [{ name, type, shape: [texts.length], values: texts }];
  return Array.from({ length: Math.ceil(texts.length / each) }, (_, chunk) => {
    const values = texts.slice(chunk * each, (chunk + 1) * each);
    return { name: `${name}${chunk}`, type, shape: [values.length], values };
  });
}

/** The attributes with a list in place of what stood under that name, chunks included. */
export function withTextList(
  attributes: readonly Hdf5Attribute[],
  name: string,
  texts: readonly string[],
): readonly Hdf5Attribute[] {
  const chunk = new RegExp(`^${name}\\d*$`);
  return [...attributes.filter((attribute) => !chunk.test(attribute.name)), ...textListAttributes(name, texts)];
}

/** The attributes with one text in place of what stood under that name, in its encoding. */
export function withText(attributes: readonly Hdf5Attribute[], name: string, text: string): readonly Hdf5Attribute[] {
  const before = attributes.find((attribute) => attribute.name === name);
  const fresh = textAttributeOf(name, text);
  if (before === undefined) return [...attributes, fresh];
  const type = before.type.kind === "long-text" ? before.type : fresh.type;
  return attributes.map((attribute) => (attribute === before ? { ...fresh, type } : attribute));
}

function numbersOf({ type, bytes }: StoredDataset): WritableDataset["values"] {
  const stored = bytes ?? new Uint8Array(0);
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const little = type.kind === "other" || type.kind === "text" || type.kind === "long-text" || !type.bigEndian;
  const count = Math.floor(stored.length / type.size);
  const each = <T>(read: (at: number) => T): T[] => Array.from({ length: count }, (_, i) => read(i * type.size));
  if (type.kind === "text")
    return each((at) => new TextDecoder().decode(stored.subarray(at, at + type.size)).replace(/\0+$/, ""));
  if (type.kind === "float")
    return each((at) => (type.size === 8 ? view.getFloat64(at, little) : view.getFloat32(at, little)));
  const signed = type.kind === "integer" && type.signed;
  if (type.size === 8)
    return signed
      ? BigInt64Array.from(each((at) => view.getBigInt64(at, little)))
      : BigUint64Array.from(each((at) => view.getBigUint64(at, little)));
  if (type.size === 4) return each((at) => (signed ? view.getInt32(at, little) : view.getUint32(at, little)));
  if (type.size === 2) return each((at) => (signed ? view.getInt16(at, little) : view.getUint16(at, little)));
  return each((at) => (signed ? view.getInt8(at) : view.getUint8(at)));
}

/** A kept tree, ready to be changed; places of weights stay empty until they are filled. */
export function treeOf(stored: StoredGroup): TreeGroup {
  const group = emptyGroup(stored.attributes);
  for (const child of stored.children) {
    if (child.kind === "group") group.children.set(child.name, treeOf(child));
    else if (child.bytes !== null && !(child.type.kind === "float" && child.type.size === 2)) {
      const { type, shape, attributes } = child;
      group.children.set(child.name, { type, shape, attributes, values: numbersOf(child) });
    }
  }
  return group;
}

/** The folder at a path, made where it is absent. */
export function groupAt(root: TreeGroup, path: string): TreeGroup {
  let at = root;
  for (const step of path.split("/").filter((part) => part !== "")) {
    const next = at.children.get(step);
    if (next !== undefined && "children" in next) at = next;
    else {
      const made = emptyGroup();
      at.children.set(step, made);
      at = made;
    }
  }
  return at;
}

/** Puts a weight at a path, as float32. */
export function placeWeight(root: TreeGroup, path: string, tensor: Tensor): void {
  const cut = path.lastIndexOf("/");
  const group = groupAt(root, path.slice(0, Math.max(0, cut)));
  group.children.set(path.slice(cut + 1), {
    type: float32,
    shape: tensor.shape,
    attributes: [],
    values: tensor.values,
  });
}
