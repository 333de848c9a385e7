import type { LayerFit } from "../../../core/repair/layer-fit.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countWords, rateWords } from "../../quantities.ts";

/** How near each layer came to the full network's outputs. */
export function LayerFits({ layers }: { readonly layers: readonly LayerFit[] }) {
  return (
    <ScrollRegion label="Layers repaired">
      <table className="q-table">
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Rows</th>
            <th scope="col">Explained before</th>
            <th scope="col">Explained after</th>
          </tr>
        </thead>
        <tbody>
          {layers.map(({ layer, rows, explained }) => (
            <tr key={layer}>
              <th scope="row">{layer}</th>
              <td className="q-number">{countWords(rows)}</td>
              <td className="q-number">{explained ? rateWords(explained.before) : "–"}</td>
              <td className="q-number">{explained ? rateWords(explained.after) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
