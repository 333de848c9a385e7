import type { Sweep, UncertaintyStatistic } from "../../../core/uncertainty/band.ts";
import { peakOf } from "../../../core/uncertainty/critical-size.ts";
import { measureOf, statisticsOffered } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { Fold } from "../../parts/fold.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { countWords, rateWords } from "../../quantities.ts";
import { statisticWords } from "../../wording.ts";

function peakWords(sweep: Sweep | null, statistic: UncertaintyStatistic): string {
  if (sweep === null || sweep.bands.length === 0) return "not run";
  const fractions = sweep.bands.map(({ fraction }) => fraction);
  const peak = peakOf(
    fractions,
    sweep.bands.map(({ uncertainty }) => uncertainty[statistic]),
  );
  return `${rateWords(peak)} · ${countWords(peak * sweep.players)} units`;
}

/** Where each statistic peaks, with masks rescaled and not: the choice between them is open, so all are shown. */
export function AllPeaks() {
  const sweep = useLabState((state) => state.runs.sweep?.answer ?? null);
  const other = useLabState((state) => state.runs.otherSweep?.answer ?? null);
  const measure = useLabState(measureOf);
  const examples = useExamples("calibration");
  if (sweep === null) return null;
  const [rescaled, plain] = sweep.settings.rescaled ? [sweep, other] : [other, sweep];
  return (
    <Fold summary="All peaks">
      <div className="q-block">
        <ScrollRegion label="Peaks of all statistics">
          <table className="q-table">
            <thead>
              <tr>
                <th scope="col">Statistic</th>
                <th scope="col">Peak, rescaled</th>
                <th scope="col">Peak, not rescaled</th>
              </tr>
            </thead>
            <tbody>
              {statisticsOffered(measure).map((statistic) => (
                <tr key={statistic}>
                  <th scope="row">{statisticWords[statistic]}</th>
                  <td className="q-number">{peakWords(rescaled, statistic)}</td>
                  <td className="q-number">{peakWords(plain, statistic)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <p className="q-note">Peaks are of the uncertainty on {examples}.</p>
        {(rescaled === null || plain === null) && (
          <p className="q-note">
            Switch “Rescale kept units by 1/p” and run the sweep again to see the other column; this one is kept.
          </p>
        )}
      </div>
    </Fold>
  );
}
