import type { InkForm } from "../../../core/own-example/ink-form.ts";
import type { Answered } from "../../../state/answers.ts";
import { valueWords } from "../../quantities.ts";

type NetworkAnswer = Answered["full"];

/** A network with its answer, as it is shown. */
export interface NetworkColumn {
  readonly name: string;
  readonly note: string;
  readonly colour: string;
  readonly answer: NetworkAnswer | null;
}

/** Classes listed at most. */
const listed = 12;

/** What one of the values is of. */
export function outputName({ says, classes }: Answered, place: number, classNames: readonly string[]): string {
  if (says === "numbers") return `${place + 1}`;
  const number = classes[place] ?? -1;
  return number < 0 ? `output ${place + 1}, no class` : (classNames[number] ?? String(number));
}

/** The values to be listed, by class number; of many classes those that one of the networks finds likeliest. */
export function answerRows(answered: Answered, classNames: readonly string[]) {
  const { full, pruned, classes } = answered;
  const most = (place: number) => Math.max(full.values[place] ?? 0, pruned?.values[place] ?? Number.NEGATIVE_INFINITY);
  const numberOf = (place: number) =>
    (classes[place] ?? place) < 0 ? Number.MAX_SAFE_INTEGER : (classes[place] ?? place);
  const places = Array.from(full.values.keys())
    .sort((a, b) => most(b) - most(a))
    .slice(0, listed)
    .sort((a, b) => numberOf(a) - numberOf(b) || a - b);
  return {
    rows: places.map((place) => ({ place, name: outputName(answered, place, classNames) })),
    more: full.values.length - places.length,
  };
}

/** The largest size of a value, at which a bar is full. */
export function spreadOf(columns: readonly NetworkColumn[]): number {
  const sizes = columns.flatMap(({ answer }) => Array.from(answer?.values ?? [], Math.abs));
  return Math.max(...sizes) || 1;
}

/** A time in milliseconds with a place less the longer it is. */
export function timeWords(milliseconds: number): string {
  if (milliseconds < 0.01) return "less than 0.01 ms";
  return `${milliseconds < 1 ? milliseconds.toFixed(2) : milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

/** Whether both give the same answer, as a word; null where there is nothing to be compared. */
export function agreementWords({ full, pruned, says }: Answered): string | null {
  if (pruned === null) return null;
  if (says === "numbers") {
    const apart = Math.max(...full.values.map((value, at) => Math.abs(value - (pruned.values[at] ?? 0))));
    return `They are ${valueWords(apart)} apart.`;
  }
  return full.vote === pruned.vote ? "They agree." : "They disagree.";
}

/** What is done to a drawing, in one sentence. */
export function formWords({ plane, side, centre, width }: InkForm): string {
  const frame = `${plane[0]} × ${plane[1]}`;
  const middle =
    centre === "mass"
      ? "is moved until its centre of mass is in the middle, as MNIST was made"
      : "stands in the middle, as the examples do";
  return `What you draw is brought to the form of the examples: its longer side takes ${side} pixels of ${frame}, its lines are ${valueWords(Number(width.toPrecision(2)))} wide, and it ${middle}.`;
}
