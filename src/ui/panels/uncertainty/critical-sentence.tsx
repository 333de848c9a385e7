import type { Sweep, UncertaintyStatistic } from "../../../core/uncertainty/band.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { statisticWords } from "../../wording.ts";

interface CriticalSentenceProps {
  readonly sweep: Sweep;
  readonly statistic: UncertaintyStatistic;
}

/** The finding in words, with its interval, or that there is none. */
export function CriticalSentence({ sweep, statistic }: CriticalSentenceProps) {
  const { critical, players } = sweep;
  const examples = useExamples("calibration");
  const units = countWords(critical.fraction * players);
  const words = statisticWords[critical.statistic].replace(/ \(.*/, "").toLowerCase();
  return (
    <div className="q-block">
      <p className="q-say" data-testid="critical-size">
        {critical.interval === null ? (
          <>
            <strong>
              So far highest at {units} of {countWords(players)} units
            </strong>{" "}
            (kept fraction {rateWords(critical.fraction)}).
          </>
        ) : critical.clear ? (
          <>
            <strong>
              Critical size {units} of {countWords(players)} units
            </strong>{" "}
            (kept fraction {rateWords(critical.fraction)}), where the {words} peaks.
          </>
        ) : (
          <>
            <strong>No clear critical size.</strong> The {words} is flat or highest at the edge of what was swept; its
            highest point is at {units} of {countWords(players)} units (kept fraction {rateWords(critical.fraction)}).
          </>
        )}{" "}
        {critical.interval === null
          ? "Its interval is computed when the sweep is done."
          : `95 % interval ${intervalWords(critical.interval)}, from resampling the masks.`}{" "}
        All masks were played on the same {examples}.
      </p>
      {statistic !== critical.statistic && (
        <p className="q-note">
          The lower chart shows another statistic than the sweep was run for; run it again to move the critical size.
        </p>
      )}
    </div>
  );
}
