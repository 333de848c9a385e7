import { wordsOf } from "../text/words-of.ts";
import type { Dataset } from "./dataset.ts";
import type { Pairing } from "./pairing.ts";

/** An example as a person reads it. */
export type ExampleWords =
  | {
      readonly kind: "text";
      /** As the file has it; null where the file has numbers only. */
      readonly text: string | null;
      /** The words that reach the network. */
      readonly read: string;
    }
  | {
      readonly kind: "columns";
      /** As the file has them, before any scaling. */
      readonly cells: readonly { readonly name: string; readonly value: number }[];
      /** Columns that are not listed. */
      readonly more: number;
    };

/** What is shown of one example at most. */
const most = { letters: 1200, words: 200, columns: 40 };

const shortened = (text: string) => (text.length > most.letters ? `${text.slice(0, most.letters)} …` : text);

/**
 * The words of a text, or the named columns of a row of a table; null where the example is neither.
 * @param input the row as the network reads it
 */
export function exampleWords(
  dataset: Dataset,
  pairing: Pairing,
  row: number,
  input: ArrayLike<number>,
): ExampleWords | null {
  const { texts, tokens, columns, shape, inputs } = dataset;
  if (pairing.text && tokens) {
    const text = texts?.[row];
    return {
      kind: "text",
      text: text === undefined ? null : shortened(text),
      read: wordsOf(input, tokens, most.words),
    };
  }
  if (columns === undefined || pairing.image || shape.length !== 1 || shape[0] !== columns.length) return null;
  const shown = columns.slice(0, most.columns);
  const cells = shown.map((name, column) => ({ name, value: inputs[row * columns.length + column] }));
  return { kind: "columns", cells, more: columns.length - shown.length };
}
