import type { Dataset } from "../../core/dataset/dataset.ts";
import { parseJson } from "../bytes/json-text.ts";
import { decodeText } from "../bytes/text.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { mostClasses } from "./classes.ts";

/** A list of class names in the order of their numbers. */
export interface NameList {
  readonly file: UnpackedFile;
  readonly names: readonly string[];
}

const largest = 256 * 1024;
const listName = /class|label|categor|names|meta|intents?|synset/i;

function namesOf(file: UnpackedFile, text: string): readonly unknown[] | null {
  if (file.recognised.kind !== "json") return text.split(/\r\n|\n/).map((line) => line.trim());
  const json = parseJson(file.name, text);
  if (Array.isArray(json)) return json;
  if (typeof json !== "object" || json === null) return null;
  // {"0": "cat", "1": "dog"}
  const keys = Object.keys(json);
  return keys.every((key, index) => key === String(index)) ? Object.values(json) : null;
}

/** The file as a list of class names: a JSON list of texts, or a text of one name a line that is named like one; null for others. */
export async function nameList(file: UnpackedFile): Promise<NameList | null> {
  const { kind } = file.recognised;
  if (file.size > largest || (kind !== "json" && kind !== "text" && kind !== "csv")) return null;
  const name = file.path.split("/").at(-1) ?? file.path;
  if (kind !== "json" && (!listName.test(name) || /readme|licen[cs]e/i.test(name) || /\.(csv|tsv|md)$/i.test(name)))
    return null;
  try {
    const found = namesOf(file, decodeText(await file.bytes()));
    if (found === null || found.length > mostClasses + 1) return null;
    // empty lines at the end are none
    const names = found.filter((each) => each !== "");
    const texts = names.filter((each): each is string => typeof each === "string" && each.length <= 100);
    return texts.length === names.length && texts.length > 1 && new Set(texts).size === texts.length
      ? { file, names: texts }
      : null;
  } catch {
    return null;
  }
}

/**
 * The dataset with its classes named and numbered by the list: numbered classes take the names at their numbers, named
 * ones take the list's order. Null where the list does not fit.
 */
export function withClassNames(dataset: Dataset, names: readonly string[]): Dataset | null {
  const { classNames, labels } = dataset;
  if (classNames.length === 0 || classNames.length > names.length) return null;
  if (classNames.every((name, index) => name === String(index))) {
    // CIFAR-100 has lists of 20 and of 100 names: only the one of the right length fits
    return names.length > Math.max(classNames.length * 2, classNames.length + 2)
      ? null
      : { ...dataset, classNames: names };
  }
  const places = classNames.map((name) => names.indexOf(name));
  if (places.includes(-1)) return null;
  return { ...dataset, classNames: names, labels: labels.map((label) => places[label] ?? 0) };
}
