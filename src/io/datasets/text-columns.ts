import type { Dataset } from "../../core/dataset/dataset.ts";
import { FailureError } from "../../core/failure.ts";
import { type Classes, classesOfNumbers, classesOfWords, mostClasses } from "./classes.ts";
import { isNumeric } from "./csv-columns.ts";
import type { ReadDataset } from "./dataset-claim.ts";

/** A column of texts, a cell a row. */
export interface TextColumn {
  /** Null where the file names none. */
  readonly name: string | null;
  readonly cells: readonly string[];
}

const textNames =
  /^(text|texts|sentence|message|messages|sms|review|reviews|question|query|utterance|tweet|content|comment|body|v2|document|headline|title|description)$/i;
const labelNames =
  /(^|[ _])(label|labels|class|target|category|sentiment|intent|topic|type|y|v1|stars|rating|polarity|emotion|spam)($|[ _])/i;

interface Profile {
  readonly place: number;
  readonly column: TextColumn;
  /** Share of cells with anything in them, and of those different from each other. */
  readonly filled: number;
  readonly different: number;
  readonly words: number;
  readonly numeric: boolean;
}

function profileOf(column: TextColumn, place: number): Profile {
  const cells = column.cells.filter((cell) => cell !== "");
  const count = Math.max(1, cells.length);
  const words = cells.reduce((sum, cell) => sum + (cell.match(/\S+/g)?.length ?? 0), 0) / count;
  return {
    place,
    column,
    filled: cells.length / Math.max(1, column.cells.length),
    different: new Set(cells).size / count,
    words,
    numeric: cells.length > 0 && cells.every(isNumeric),
  };
}

/** Which columns hold the text and the label. */
export interface TextGuess {
  readonly text: number;
  /** Null where no column looks like a class. */
  readonly label: number | null;
}

/** The wordiest column that is named as text or mostly holds different cells of three words and more; null for tables of other things. */
export function guessTextColumns(columns: readonly TextColumn[]): TextGuess | null {
  const profiles = columns.map(profileOf).filter(({ filled }) => filled > 0.05);
  const named = (profile: Profile) => textNames.test(profile.column.name ?? "");
  const texts = profiles
    .filter((each) => !each.numeric && (named(each) ? each.words > 1.2 : each.words >= 3 && each.different > 0.4))
    .sort((a, b) => b.words - a.words);
  const [text] = texts;
  if (text === undefined) return null;
  const rows = text.column.cells.length;
  const others = profiles.filter((each) => each !== text && each.different * rows <= mostClasses && each.words < 6);
  const classes = others.filter((each) => labelNames.test(each.column.name ?? ""));
  const [label] = (classes.length > 0 ? classes : others.filter((each) => each.different <= 0.5)).sort(
    (a, b) => a.different - b.different,
  );
  return { text: text.place, label: label?.place ?? null };
}

const columnWords = ({ name }: TextColumn, place: number): string => `column ${place + 1}${name ? ` ("${name}")` : ""}`;

function classesOf(name: string, column: TextColumn, place: number, lineOf: (row: number) => string): Classes {
  const gap = column.cells.indexOf("");
  if (gap >= 0)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `The label is missing in ${name}: ${lineOf(gap)}, ${columnWords(column, place)}.`,
      where: `${name}, ${lineOf(gap)}, ${columnWords(column, place)}`,
      advice: "Fill the gap or delete the line.",
    });
  const numbers = column.cells.every((cell) => isNumeric(cell) && Number.isSafeInteger(Number(cell)));
  const classes = numbers ? classesOfNumbers(column.cells.map(Number)) : classesOfWords(column.cells);
  if (classes.classNames.length > mostClasses)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${columnWords(column, place)} of ${name} has ${classes.classNames.length} different values; it does not look like a class.`,
      where: name,
      advice: 'Name the label column "label".',
    });
  return classes;
}

/** Texts as a dataset: no inputs until a vocabulary has encoded them. */
export function textDataset(name: string, texts: readonly string[], classes: Classes): Dataset {
  return { name, count: texts.length, shape: [0], inputs: new Float32Array(0), ...classes, range: [0, 0], texts };
}

/**
 * The text and the label column as a dataset.
 * @param lineOf where a row stands in the file, for failures
 * @throws FailureError dataset-invalid for rows without a label, and for too many classes
 */
export function readTextColumns(
  name: string,
  columns: readonly TextColumn[],
  { text, label }: TextGuess,
  lineOf: (row: number) => string,
): ReadDataset {
  const texts = columns[text] as TextColumn;
  const labels = label === null ? null : (columns[label] as TextColumn);
  const classes =
    labels === null || label === null
      ? { labels: new Int32Array(0), classNames: [] }
      : classesOf(name, labels, label, lineOf);
  const dataset = textDataset(name, texts.cells, classes);
  const said =
    labels === null || label === null ? "no column is a label" : `the label is ${columnWords(labels, label)}`;
  return {
    dataset,
    words: `${dataset.count} texts${labels === null ? " without labels" : ` in ${classes.classNames.length} classes`}`,
    notes: [`the text is ${columnWords(texts, text)}`, said],
    ...(labels?.name ? { label: labels.name } : {}),
  };
}
