import { countWords } from "../../quantities.ts";

interface IntervalSentenceProps {
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly players: number;
  readonly evaluations: number;
}

/** What the bars say, or that none can be claimed yet and when they can. */
export function IntervalSentence({ intervals, players, evaluations }: IntervalSentenceProps) {
  const known = intervals.some((interval) => interval !== null);
  return (
    <p className="q-note">
      {known
        ? "Bars are 95 % intervals, one unit at a time. They speak of the sampling of coalitions only, not of the choice of calibration examples."
        : `Intervals: not yet. They take at least ${countWords(4 * players)} coalitions (four a unit); ${countWords(evaluations)} were evaluated so far. Until then the ranking is a first impression.`}
    </p>
  );
}
