import { sweep } from "../../../state/actions/sweep.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { AllPeaks } from "./all-peaks.tsx";
import { Bands } from "./bands.tsx";
import { SurfaceFold } from "./surface-fold.tsx";
import { SweepSettings } from "./sweep-settings.tsx";

export function UncertaintyPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const run = useLabState((state) => state.runs.sweep);
  const blocked = useLabState((state) => blockedReason(state, "sweep"));
  const answer = run?.answer ?? null;
  return (
    <Panel
      id="uncertainty"
      number={2}
      title="Uncertainty"
      lead="How small the network may become: random units are masked, and its predictions watched."
      explanation={
        <>
          <p>
            At each kept fraction p every unit stays with probability p. Many such random masks give a band of
            accuracies, and a measure of how uncertain the masked networks are. The same random numbers serve all
            fractions, so the masks are nested and the curves smooth.
          </p>
          <p>
            The uncertainty peaks at the critical size, where the network is about to lose its grip. Its kept fraction
            is the bias d: the probability with which the other units join a coalition when power is estimated.
          </p>
          <p>
            Which statistic to use is open in the literature; the disagreement of votes, with masks rescaled by 1/p as
            Dropout does, lies nearest to the published 0.225 for LeNet-5 and is the default for that reason only.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">
          The band of accuracies and the critical size appear here once a network and data are loaded.
        </p>
      ) : (
        <>
          <SweepSettings />
          <RunControls
            run={run}
            start="Run the sweep"
            onStart={() => void sweep(lab)}
            blocked={blocked}
            primary={answer === null}
          />
          {answer !== null && answer.bands.length > 0 ? (
            <Bands sweep={answer} />
          ) : (
            run === null && <p className="q-empty">The bands appear here when the sweep runs.</p>
          )}
          <AllPeaks />
          <SurfaceFold />
        </>
      )}
    </Panel>
  );
}
