import type { SplitPart } from "../../core/dataset/dataset.ts";
import type { Accuracy } from "../../state/answers.ts";
import { examplesOf, figureOf } from "../part-words.ts";
import { intervalWords, rateWords } from "../quantities.ts";
import { capital } from "../wording.ts";
import { Fact } from "./facts.tsx";
import { useMeasure } from "./use-measure.ts";

interface AccuracyFactProps {
  readonly part: SplitPart;
  /** The network that it is of, where that does not go without saying. */
  readonly of?: string;
  readonly accuracy: Accuracy;
  readonly testId?: string;
}

/** An accuracy, never without its part of the split, its interval and the number of examples behind it. */
export function AccuracyFact({ part, of, accuracy, testId }: AccuracyFactProps) {
  const measure = useMeasure();
  const name = `${capital(figureOf(part, measure))}${of === undefined ? "" : `, ${of}`}`;
  const note = `${intervalWords(accuracy.interval)} · ${examplesOf(part, accuracy.examples)}`;
  return (
    <Fact name={name} value={rateWords(accuracy.value)} note={note} {...(testId === undefined ? {} : { testId })} />
  );
}
