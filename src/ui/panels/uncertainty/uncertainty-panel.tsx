import { Button } from "@mantine/core";
import { useMemo } from "react";
import { noCriticalSize } from "../../../core/signs/no-critical-size.ts";
import { setBias } from "../../../state/actions/set-bias.ts";
import { sweep } from "../../../state/actions/sweep.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { biasOf, statisticOf } from "../../../state/derived-settings.ts";
import { BandChart } from "../../charts/figures/band-chart.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useNextFrame } from "../../parts/use-next-frame.ts";
import { AllPeaks } from "./all-peaks.tsx";
import { BandLegend } from "./band-legend.tsx";
import { CriticalSentence } from "./critical-sentence.tsx";
import { SurfaceFold } from "./surface-fold.tsx";
import { SweepSettings } from "./sweep-settings.tsx";

export function UncertaintyPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const run = useLabState((state) => state.runs.sweep);
  const blocked = useLabState((state) => blockedReason(state, "sweep"));
  const statistic = useLabState(statisticOf);
  const full = useLabState((state) => state.session.prepared?.full?.calibration.value ?? null);
  const own = useLabState((state) => state.settings.bias);
  const bias = useLabState(biasOf);
  const onBias = useNextFrame((value: number) => setBias(lab, value));
  const measure = useMeasure();
  const answer = run?.answer ?? null;
  const sign = useMemo(() => answer && noCriticalSize(answer.critical), [answer]);
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
            <div className="q-block">
              <BandLegend />
              <BandChart
                sweep={answer}
                statistic={statistic}
                measure={measure}
                full={full}
                bias={bias}
                onBias={onBias}
              />
              <CriticalSentence sweep={answer} statistic={statistic} />
              <SignNotice sign={sign} />
              {own !== null && (
                <div className="q-row">
                  <span className="q-note">The bias d is yours now; it no longer follows the critical size.</span>
                  <Button size="xs" variant="default" onClick={() => setBias(lab, null)}>
                    Follow the critical size
                  </Button>
                </div>
              )}
            </div>
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
