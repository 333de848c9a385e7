import type { SplitPart } from "../core/dataset/dataset.ts";
import type { ExampleWords } from "../core/dataset/example-words.ts";
import type { Failure } from "../core/failure.ts";
import type { Stroke } from "../core/own-example/draw-strokes.ts";
import type { ExampleForm } from "../core/own-example/example-form.ts";
import type { RepairedSelection } from "./repair-contract.ts";

/** What crosses the threads for the job `answer`; see contract.ts. */

/** What a person asks the networks. */
export type TriedInput =
  /** An example of the data by its place in a part of the split, from 0. */
  | { readonly kind: "example"; readonly part: SplitPart; readonly place: number }
  | { readonly kind: "drawing"; readonly strokes: readonly Stroke[] }
  /** A file of a picture in any size. */
  | { readonly kind: "image"; readonly name: string; readonly blob: Blob }
  | { readonly kind: "text"; readonly text: string }
  /** One number a column, as the file would have them. */
  | { readonly kind: "row"; readonly values: Float32Array };

export interface AnswerSpec {
  readonly input: TriedInput;
  /** The network that is asked beside the full one; null for none. */
  readonly pruned: RepairedSelection | null;
}

/** What one network says of one example. */
export interface NetworkAnswer {
  /** A probability a class, or else an output each: see `Answered.says`. */
  readonly values: Float32Array;
  /** Where in `values` the answer is; null where the outputs are numbers to be met. */
  readonly vote: number | null;
  /** Of a pass with this one example, its outputs back in memory: the mean of some where it is quick. */
  readonly milliseconds: number;
}

export interface Answered {
  readonly form: ExampleForm;
  /** The example in the dataset's form. */
  readonly values: Float32Array;
  /** As the networks read it, of the shape beside it. */
  readonly input: Float32Array;
  readonly inputShape: readonly number[];
  /** As a person reads it, where it is a text. */
  readonly words: ExampleWords | null;
  /** Of an example of the data: its row, and its class or the numbers to be met. */
  readonly known: { readonly row: number; readonly label: number | null; readonly targets: readonly number[] } | null;
  readonly says: "probabilities" | "outputs" | "numbers";
  /** The dataset's class of each of the values, -1 for none of them; empty for numbers. */
  readonly classes: Int32Array;
  readonly full: NetworkAnswer;
  /** Null where none was asked, or where it cannot answer. */
  readonly pruned: NetworkAnswer | null;
  /** Why the pruned network cannot answer. */
  readonly trouble: Failure | null;
}
