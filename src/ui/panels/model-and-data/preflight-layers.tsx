import type { LoadedModel } from "../../../state/answers.ts";
import { someOf } from "../../group-words.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { bytesWords, countWords, shapeWords } from "../../quantities.ts";
import { GroupButton } from "./group-button.tsx";

type Preflight = LoadedModel["preflight"];

interface PreflightLayersProps {
  readonly preflight: Preflight;
  /** The group that is pointed at. */
  readonly lit: Preflight["groups"][number] | null;
  readonly onLight: (group: string | null) => void;
}

/** CSS pixels: deep networks have hundreds of layers. */
const tallest = 640;

/** Whether a cut in the lit group changes a layer: its weights, or the width of its output. */
const touched = (layer: string, lit: PreflightLayersProps["lit"]): boolean =>
  lit !== null && (lit.carriers.includes(layer) || lit.places.some((place) => place.layer === layer));

/** Every layer: what it is, what it costs, and which of its channels may go, or why none may. */
export function PreflightLayers({ preflight, lit, onLight }: PreflightLayersProps) {
  const { layers, cost, floorCost } = preflight;
  return (
    <ScrollRegion label="Layers of the network" maxHeight={tallest}>
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
            <th scope="col">What pruning can do</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => {
            const { total, prunable, floor } = layer.channels;
            return (
              <tr key={layer.id} className={touched(layer.id, lit) ? "q-lit" : undefined}>
                <th scope="row">{layer.id}</th>
                <td>{layer.words}</td>
                <td className="q-right">{shapeWords(layer.outputShape)}</td>
                <td className="q-right">{layer.parameters === 0 ? "–" : countWords(layer.parameters)}</td>
                <td className="q-right">{layer.macs === 0 ? "–" : countWords(layer.macs)}</td>
                <td className="q-wraps">
                  {layer.standing === "prunable" && (
                    <span className="q-line q-wraps">
                      {countWords(prunable)} of {countWords(total)} may go, at least {countWords(floor)} stay
                      {layer.coupledWith.length > 0 && `, together with ${someOf(layer.coupledWith)}`}
                    </span>
                  )}
                  {layer.standing === "follows" && <span className="q-frozen">follows </span>}
                  {(layer.standing === "prunable" || layer.standing === "follows") &&
                    layer.groups.map((id) => <GroupButton key={id} id={id} lit={lit?.id === id} onLight={onLight} />)}
                  {layer.frozen !== undefined && <span className="q-frozen">{layer.frozen}</span>}
                  {layer.standing === "plain" && <span className="q-frozen">–</span>}
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
            <td>
              at the floor {countWords(floorCost.parameters)} parameters, {countWords(floorCost.macs)} MACs
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}
