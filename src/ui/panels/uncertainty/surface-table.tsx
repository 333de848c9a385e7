import type { Surface } from "../../../core/uncertainty/surface.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { rateWords, valueWords } from "../../quantities.ts";

/** Every cell of the surface as a number: q downwards from the highest, p to the right. */
export function SurfaceTable({ surface: { settings, uncertainty } }: { readonly surface: Surface }) {
  const { p, q, statistic } = settings;
  return (
    <ScrollRegion label="Cells of the surface" maxHeight={420}>
      <table className="q-table">
        <thead>
          <tr>
            <th scope="col">q \ p</th>
            {p.map((rate) => (
              <th key={rate} scope="col" className="q-right">
                {rateWords(rate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {q.toReversed().map((rate) => (
            <tr key={rate}>
              <th scope="row">{rateWords(rate)}</th>
              {p.map((other, a) => (
                <td key={other} className="q-right">
                  {valueWords(uncertainty[statistic][a * q.length + q.indexOf(rate)] ?? Number.NaN)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
