import type { Dataset } from "../../core/dataset/dataset.ts";
import { FailureError } from "../../core/failure.ts";
import type { Part } from "./part-of.ts";

export interface DatasetPart {
  readonly dataset: Dataset;
  readonly part: Part;
}

const refuse = (message: string, part: Dataset): never => {
  throw new FailureError({
    kind: "dataset-invalid",
    message,
    where: part.name,
    advice: "Drop parts of the same shape and classes, or one of them alone.",
  });
};

/** Classes that are named by their own numbers, 0 to n-1. */
const isNumbered = ({ classNames }: Dataset): boolean => classNames.every((name, index) => name === String(index));

/** Class numbers of a part in the order of the whole's classes. */
function relabelled(part: Dataset, classNames: readonly string[], first: Dataset): Int32Array {
  const place = new Map(classNames.map((name, index) => [name, index]));
  const numbers = part.classNames.map(
    (name) => place.get(name) ?? refuse(`${part.name} has a class "${name}" that ${first.name} does not have.`, part),
  );
  return part.labels.map((label) => numbers[label] ?? 0);
}

function checkAlike(first: Dataset, part: Dataset): void {
  if (first.shape.join() !== part.shape.join())
    refuse(
      `${part.name} has ${part.shape.join(" x ")} numbers a row and ${first.name} ${first.shape.join(" x ")}.`,
      part,
    );
  if ((first.targets === undefined) !== (part.targets === undefined))
    refuse(`One of ${first.name} and ${part.name} has classes and the other numbers to predict.`, part);
  if ((first.texts === undefined) !== (part.texts === undefined))
    refuse(`One of ${first.name} and ${part.name} has texts and the other numbers.`, part);
  if ((first.labels.length === 0) !== (part.labels.length === 0))
    refuse(`One of ${first.name} and ${part.name} has classes and the other none.`, part);
  if (first.targets && part.targets && first.targets.length / first.count !== part.targets.length / part.count)
    refuse(`${first.name} and ${part.name} have different numbers of targets a row.`, part);
}

function joined<T extends Float32Array | Int32Array | Uint8Array>(into: T, arrays: readonly ArrayLike<number>[]): T {
  let offset = 0;
  for (const array of arrays) {
    into.set(array, offset);
    offset += array.length;
  }
  return into;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Parts as one dataset: training rows first, then validation, then test. The test rows are set apart; without any, the
 * validation rows are; otherwise validation rows stand among the others.
 * @throws FailureError dataset-invalid where shapes or classes differ
 */
export function joinDatasets(parts: readonly DatasetPart[], name?: string): Dataset {
  const order: readonly Part[] = ["train", "val", "test"];
  const sorted = order.flatMap((part) => parts.filter((each) => each.part === part)).map(({ dataset }) => dataset);
  const [first] = sorted as [Dataset, ...Dataset[]];
  for (const part of sorted) checkAlike(first, part);
  const numbered = sorted.every(isNumbered);
  const classNames = numbered
    ? sorted.reduce<readonly string[]>(
        (most, part) => (part.classNames.length > most.length ? part.classNames : most),
        [],
      )
    : first.classNames;
  const labels = sorted.map((part) => (numbered ? part.labels : relabelled(part, classNames, first)));
  const inputs = sorted.map((part) => part.inputs);
  const length = sum(inputs.map((array) => array.length));
  const count = sum(sorted.map((part) => part.count));
  const countOf = (part: Part) => sum(parts.filter((each) => each.part === part).map(({ dataset }) => dataset.count));
  const apart = countOf("test") || countOf("val");
  const targets = sorted.flatMap((part) => (part.targets ? [part.targets] : []));
  const texts = sorted.flatMap((part) => part.texts ?? []);
  return {
    ...first,
    name: name ?? first.name,
    count,
    inputs: joined(
      inputs.every((array) => array instanceof Uint8Array) ? new Uint8Array(length) : new Float32Array(length),
      inputs,
    ),
    labels: joined(new Int32Array(sum(labels.map((array) => array.length))), labels),
    classNames,
    range: [Math.min(...sorted.map(({ range }) => range[0])), Math.max(...sorted.map(({ range }) => range[1]))],
    ...(targets.length > 0
      ? { targets: joined(new Float32Array(sum(targets.map((array) => array.length))), targets) }
      : {}),
    ...(first.texts ? { texts } : {}),
    ...(apart > 0 && apart < count
      ? { testRows: Int32Array.from({ length: apart }, (_, row) => count - apart + row) }
      : {}),
  };
}

/** What became of the parts, for the note; empty where nothing is set apart. */
export function partWords({ testRows }: Dataset, parts: readonly DatasetPart[]): string {
  const has = (part: Part) => parts.some((each) => each.part === part);
  if (testRows === undefined) return "";
  const dev = has("val") && has("test") ? ", its validation examples left among those to rank and choose on" : "";
  return `, ${testRows.length} of them set apart for testing${dev}`;
}
