import { estimate } from "../../../state/actions/estimate.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { PowerResult } from "./power-result.tsx";
import { PowerSettings } from "./power-settings.tsx";

export function PowerPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const run = useLabState((state) => state.runs.estimate);
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const swept = useLabState((state) => state.runs.sweep?.status === "done");
  const blocked = useLabState((state) => blockedReason(state, "estimate"));
  return (
    <Panel
      id="power"
      number={3}
      title="Power"
      lead="Who matters in the network: the average difference that each unit makes to a random coalition."
      explanation={
        <>
          <p>
            A power index is a unit's expected marginal contribution: how much the worth of a random coalition changes
            when the unit joins. The biased Banzhaf index lets every other unit join with probability d, so that power
            is measured in networks of about the critical size; Banzhaf takes d = 1/2, and Shapley averages over all
            rates.
          </p>
          <p>
            The values are estimated from sampled coalitions by least squares (Shapley: by antithetic permutations).
            Intervals speak of the sampling of coalitions only, for one unit at a time, and are shown once there are
            enough coalitions to claim them. Units that are each other's spare all score low: that is why the iterated
            strategies below estimate again after every round.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">Every unit's power appears here, with its interval.</p>
      ) : (
        <>
          <PowerSettings />
          <RunControls
            run={run}
            start="Estimate power"
            onStart={() => void estimate(lab)}
            blocked={blocked}
            primary={swept && run === null}
          />
          {run?.answer && model ? (
            <PowerResult estimate={run.answer} spec={run.spec} model={model} />
          ) : (
            run === null && <p className="q-empty">Every unit's power appears here, with its interval.</p>
          )}
        </>
      )}
    </Panel>
  );
}
