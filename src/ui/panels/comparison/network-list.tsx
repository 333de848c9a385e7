import { Button, Checkbox } from "@mantine/core";
import { removeNetwork, renameNetwork, toggleNetwork } from "../../../state/actions/compare-networks.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { lightsNetwork, pointOfNetwork } from "../../../state/hovered-point.ts";
import { NetworkIcon } from "../../charts/marks/network-mark.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { EditableName } from "../../parts/editable-name.tsx";
import { networkLook } from "./network-look.ts";

/** Every network of the comparison, to hide, to name or to remove. */
export function NetworkList() {
  const lab = useLab();
  const networks = useLabState((state) => state.runs.networks);
  const hidden = useLabState((state) => state.view.comparing.hidden);
  const part = useLabState((state) => state.view.comparing.part);
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  return (
    <div className="q-block">
      <h3>Networks</h3>
      <ol className="q-networks">
        {networks.map((network, place) => {
          const { id, name, compared } = network;
          return (
            <li
              key={id}
              data-lit={lightsNetwork(hovered, network)}
              onPointerEnter={() => hoverPoint(lab, pointOfNetwork(network))}
              onPointerLeave={() => hoverPoint(lab, null)}
            >
              <Checkbox
                size="sm"
                checked={!hidden.includes(id)}
                onChange={() => toggleNetwork(lab, id)}
                aria-label={`Show ${name}`}
              />
              <span className="q-number q-note">{place + 1}</span>
              <NetworkIcon {...networkLook(network)} />
              <span className="q-row">
                <EditableName name={name} onRename={(words) => renameNetwork(lab, id, words)} />
                {compared[part] === undefined && <span className="q-note">not measured on {part} examples yet</span>}
              </span>
              <Button size="compact-xs" variant="default" onClick={() => removeNetwork(lab, id)}>
                Remove<span className="q-hidden"> {name}</span>
              </Button>
            </li>
          );
        })}
      </ol>
      <p className="q-note">
        Colours are those of the pruning runs. A circle is a network as it was cut, a diamond one that was repaired, a
        square the full network.
      </p>
    </div>
  );
}
