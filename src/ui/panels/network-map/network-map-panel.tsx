import { useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { NetworkMapStep } from "./network-map-step.tsx";

export function NetworkMapPanel() {
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  return (
    <Panel
      id="network"
      number={4}
      title="Network"
      lead="Every layer and unit on one map: who is powerful, how certain that is, and who goes while it is pruned."
      explanation={
        <>
          <p>
            A row is a layer and a cell is a unit: a filter of a convolution, a neuron of a dense layer. The lighter and
            yellower a cell, the more power; the wider it is open in the middle, the wider its 95 % interval against the
            range of all powers. Units that a strategy has cut fade and shrink; the slider goes back and forth through
            the sizes of the run. Empty frames are channels that must stay.
          </p>
          <p>
            Layers that an addition couples are joined by a line at the left: a unit there is one in all of them, and
            goes from all of them at once. Point at a unit to see its weights, the examples that it is most active on
            and what a cut touches. A click, or Enter, locks it: it stays, then it goes, then it is free again;
            strategies keep to that. The arrow keys walk from unit to unit, plus and minus zoom, and Ctrl with the wheel
            zooms where the pointer is.
          </p>
        </>
      }
    >
      {model === null ? (
        <p className="q-empty">The network is drawn here, layer by layer, as soon as one is open.</p>
      ) : model.players === 0 ? (
        <p className="q-empty">Nothing in this network can be pruned, so there is no map of its units.</p>
      ) : (
        <NetworkMapStep key={model.hash} model={model} />
      )}
    </Panel>
  );
}
