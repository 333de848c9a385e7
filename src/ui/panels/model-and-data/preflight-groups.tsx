import type { LoadedModel } from "../../../state/answers.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countOf, countWords } from "../../quantities.ts";
import { GroupButton } from "./group-button.tsx";

type Preflight = LoadedModel["preflight"];

interface PreflightGroupsProps {
  readonly preflight: Preflight;
  readonly lit: Preflight["groups"][number] | null;
  readonly onLight: (group: string | null) => void;
}

/** Places that are spelled out. */
const listed = 6;

/** "kernel of conv2, axis 2 (consumer): 25 indices a unit" */
function placeWords({
  layer,
  weight,
  axis,
  role,
  indicesPerUnit: { least, most },
}: Preflight["groups"][number]["places"][number]) {
  const count = least < most ? `${least} to ${most} indices` : most === 1 ? "1 index" : `${most} indices`;
  return `${weight} of ${layer}, axis ${axis} (${role}): ${count} a unit`;
}

/** The coupled groups: units that are kept or cut as one, how few must stay, and what one of them costs. */
export function PreflightGroups({ preflight, lit, onLight }: PreflightGroupsProps) {
  return (
    <>
      <h4>Coupled groups</h4>
      <ScrollRegion label="Coupled groups" maxHeight={320}>
        <table className="q-table">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="q-right">
                Units
              </th>
              <th scope="col" className="q-right">
                At least
              </th>
              <th scope="col" className="q-right">
                Parameters a unit
              </th>
              <th scope="col" className="q-right">
                MACs a unit
              </th>
              <th scope="col">A cut touches</th>
            </tr>
          </thead>
          <tbody>
            {preflight.groups.map((group) => (
              <tr key={group.id} className={lit?.id === group.id ? "q-lit" : undefined}>
                <th scope="row">
                  <GroupButton id={group.id} lit={lit?.id === group.id} onLight={onLight} />
                </th>
                <td className="q-right">{countWords(group.width)}</td>
                <td className="q-right">{countWords(group.floor)}</td>
                <td className="q-right">{countWords(Math.round(group.unitCost.parameters))}</td>
                <td className="q-right">{countWords(Math.round(group.unitCost.macs))}</td>
                <td className="q-wraps">
                  {countOf(new Set(group.places.map(({ layer }) => layer)).size, "layer")} by their weights
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {/* of one height, so that nothing moves under the pointer */}
      <div className="q-places">
        {lit === null && (
          <p>Point at a group, or move to it by keyboard, to light every layer that a cut there touches.</p>
        )}
        <div aria-live="polite">
          {lit !== null && (
            <>
              <strong>{lit.id}</strong>
              <ul>
                {lit.places.slice(0, listed).map((place) => (
                  <li key={`${place.layer} ${place.weight} ${place.axis}`}>{placeWords(place)}</li>
                ))}
              </ul>
              {lit.places.length > listed && <p>and {countOf(lit.places.length - listed, "more place")}</p>}
            </>
          )}
        </div>
      </div>
    </>
  );
}
