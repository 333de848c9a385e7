import { invalidModel } from "../json-fields.ts";
import type { Hdf5Group } from "./hdf5-file.ts";

/** The texts of one attribute; null where there is none. */
function textsAt(group: Hdf5Group, name: string): readonly string[] | null {
  const attribute = group.attributes.find((other) => other.name === name);
  return attribute === undefined ? null : attribute.values.map(String);
}

/**
 * A list of texts, which Keras cuts into "name0", "name1" ... where it would be larger than 64 kB; null where there is none.
 * An empty list comes as an empty array of numbers.
 */
export function textList(group: Hdf5Group, name: string): readonly string[] | null {
  const whole = textsAt(group, name);
  if (whole !== null) return whole;
  const parts: string[] = [];
  let chunk = 0;
  for (let texts = textsAt(group, `${name}0`); texts !== null; texts = textsAt(group, `${name}${++chunk}`))
    parts.push(...texts);
  return chunk === 0 ? null : parts;
}

/** One text; null where there is none. @throws FailureError model-invalid where it is something else */
export function textAttribute(group: Hdf5Group, name: string): string | null {
  const texts = textsAt(group, name);
  if (texts === null) return null;
  if (texts.length !== 1) throw invalidModel(name, `The attribute ${name} should be one text.`);
  return texts[0] as string;
}
