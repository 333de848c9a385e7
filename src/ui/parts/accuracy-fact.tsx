import type { Accuracy } from "../../state/answers.ts";
import { countWords, intervalWords, rateWords } from "../quantities.ts";
import { Fact } from "./facts.tsx";

interface AccuracyFactProps {
  readonly name: string;
  readonly accuracy: Accuracy;
  readonly testId?: string;
}

/** An accuracy, never without its interval and the number of examples behind it. */
export function AccuracyFact({ name, accuracy, testId }: AccuracyFactProps) {
  const note = `${intervalWords(accuracy.interval)} · ${countWords(accuracy.examples)} examples`;
  return (
    <Fact name={name} value={rateWords(accuracy.value)} note={note} {...(testId === undefined ? {} : { testId })} />
  );
}
