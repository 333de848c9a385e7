import type { Noise } from "../../charts/scales/noisy-estimate.ts";
import { countWords } from "../../quantities.ts";

interface IntervalSentenceProps {
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly players: number;
  readonly evaluations: number;
  readonly noise: Noise;
  /** The values are those of the first ranking by backward passes. */
  readonly first?: boolean;
}

const noiseWords: Record<Noise, string> = {
  sampling: "They speak of the sampling of coalitions only, not of the choice of calibration examples.",
  examples: "They speak of the choice of calibration examples only, not of the sampling of coalitions.",
  both: "They speak of both noises together: the sampling of coalitions and the choice of calibration examples.",
};

/** What the bars say, or that none can be claimed yet and when they can. */
export function IntervalSentence({ intervals, players, evaluations, noise, first = false }: IntervalSentenceProps) {
  const known = intervals.some((interval) => interval !== null);
  return (
    <p className="q-note">
      {first
        ? "First ranking from backward passes; no intervals claimed."
        : known
          ? `Bars are 95 % intervals, one unit at a time; a unit without a bar was in or out of too few coalitions. ${noiseWords[noise]}`
          : `No intervals. Where the estimator claims any, they take four coalitions a unit (${countWords(4 * players)}), ten for Shapley and the pool; ${countWords(evaluations)} were evaluated. Until then the ranking is a first impression.`}
    </p>
  );
}
