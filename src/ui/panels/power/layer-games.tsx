import type { LayerGame } from "../../../core/power/layer-games.ts";
import { groupWords } from "../../group-words.ts";
import { Fold } from "../../parts/fold.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countOf, countWords } from "../../quantities.ts";

/** Says that power compares within layers, and what each layer's game was. */
export function LayerGames({ layers }: { readonly layers: readonly LayerGame[] }) {
  const played = layers.filter(({ estimator }) => estimator !== null).length;
  return (
    <>
      <p className="q-note" data-testid="layer-games">
        Each layer is a game of its own, with all other units present: power compares units within their layer. From
        layer to layer the players are others, and so is what a power of the same size means.
        {played < layers.length && ` ${countWords(played)} of ${countOf(layers.length, "layer")} so far.`}
      </p>
      <Fold summary="Games of the layers">
        <ScrollRegion label="Games of the layers" maxHeight={280}>
          <table className="q-table">
            <thead>
              <tr>
                <th scope="col">Layer</th>
                <th scope="col" className="q-right">
                  Units
                </th>
                <th scope="col" className="q-right">
                  Coalitions
                </th>
                <th scope="col">Estimator</th>
              </tr>
            </thead>
            <tbody>
              {layers.map(({ group, players, evaluations, estimator }) => (
                <tr key={group}>
                  <th scope="row">{groupWords(group)}</th>
                  <td className="q-right">{countWords(players)}</td>
                  <td className="q-right">{countWords(evaluations)}</td>
                  <td>{estimator ?? "not yet"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Fold>
    </>
  );
}
