import type { LoadedModel } from "../../../state/answers.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { bytesWords, countOf, countWords, shapeWords } from "../../quantities.ts";

/** Every layer with its cost, and which units may go, or why none may. */
export function LayerTable({ model }: { readonly model: LoadedModel }) {
  const { layers, groups, cost, players } = model;
  return (
    <div className="q-block">
      <h3>
        Network: {model.name}, {countOf(players, "prunable unit")}
      </h3>
      <ScrollRegion label="Layers of the network">
        <table className="q-table">
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">What it is</th>
              <th scope="col" className="q-right">
                Output
              </th>
              <th scope="col" className="q-right">
                Parameters
              </th>
              <th scope="col" className="q-right">
                MACs
              </th>
              <th scope="col">Prunable units</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer) => {
              const group = groups.find(({ producers }) => producers.includes(layer.id));
              return (
                <tr key={layer.id}>
                  <th scope="row">{layer.id}</th>
                  <td>{layer.words}</td>
                  <td className="q-right">{shapeWords(layer.outputShape)}</td>
                  <td className="q-right">{layer.parameters === 0 ? "–" : countWords(layer.parameters)}</td>
                  <td className="q-right">{layer.macs === 0 ? "–" : countWords(layer.macs)}</td>
                  <td>
                    {group !== undefined ? (
                      <span className="q-number">
                        {countWords(group.width)}
                        {group.producers.length > 1 && ` (coupled: ${group.id})`}
                      </span>
                    ) : layer.frozen !== undefined ? (
                      <span className="q-frozen">{layer.frozen}</span>
                    ) : (
                      <span className="q-frozen">–</span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                In all, {bytesWords(cost.bytes)} of weights
              </th>
              <td className="q-right">{countWords(cost.parameters)}</td>
              <td className="q-right">{countWords(cost.macs)}</td>
              <td className="q-number">{countWords(players)}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </div>
  );
}
