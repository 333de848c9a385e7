import type { ComparedFigure } from "../../../core/experiment/compare-figures.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countOf, countWords, valueWords } from "../../quantities.ts";

/** Figures in full where they are counts, to six places where they are shares. */
export const figureWords = (figure: number | null): string =>
  figure === null ? "none" : Number.isInteger(figure) ? countWords(figure) : figure.toFixed(6).replace(/0+$/, "");

interface ReplayTableProps {
  readonly figures: readonly ComparedFigure[];
  readonly tolerance: string;
}

/** Recorded and repeated figures side by side, each with its difference and whether that is allowed. */
export function ReplayTable({ figures, tolerance }: ReplayTableProps) {
  const outside = figures.filter(({ within }) => !within).length;
  return (
    <div className="q-block" data-testid="replay-outcome">
      <p role="status">
        <strong>
          {outside === 0
            ? `Reproduced: all ${figures.length} figures are within tolerance.`
            : `Not reproduced: ${countOf(outside, "figure")} of ${figures.length} outside the tolerance.`}
        </strong>
      </p>
      <p className="q-note">{tolerance}</p>
      <ScrollRegion label="Recorded and repeated figures" maxHeight={560}>
        <table className="q-table">
          <thead>
            <tr>
              <th scope="col">figure</th>
              <th scope="col" className="q-right">
                recorded
              </th>
              <th scope="col" className="q-right">
                now
              </th>
              <th scope="col" className="q-right">
                difference
              </th>
              <th scope="col" className="q-right">
                allowed
              </th>
              <th scope="col">within tolerance</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, recorded, now, difference, tolerance: allowed, within }) => (
              <tr key={name}>
                <th scope="row" className="q-wraps">
                  {name}
                </th>
                <td className="q-right">{figureWords(recorded)}</td>
                <td className="q-right">{figureWords(now)}</td>
                <td className="q-right">{difference === null ? "–" : valueWords(difference)}</td>
                <td className="q-right">{valueWords(allowed)}</td>
                <td>{within ? "✓ yes" : "✗ no"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
