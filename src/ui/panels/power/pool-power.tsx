import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { type PoolPower, powerAt } from "../../../core/estimate/pool-power.ts";
import { statesOf } from "../../../core/settle/three-states.ts";
import { noisyCut } from "../../../core/signs/noisy-cut.ts";
import { fillPool } from "../../../state/actions/fill-pool.ts";
import { setSetting } from "../../../state/actions/set-setting.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { biasOf, targetOf } from "../../../state/derived-settings.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { RunControls } from "../../parts/run-controls.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { indexWords } from "../../wording.ts";
import { BiasSlider } from "./bias-slider.tsx";
import { PowerResult } from "./power-result.tsx";
import { stateLevel } from "./states-sentence.tsx";

/** Power for every d and Shapley from one pool: dragging d ranks anew without another evaluation. */
export function PoolPowerStep() {
  const lab = useLab();
  const run = useLabState((state) => state.runs.pool);
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const tolerance = useLabState((state) => state.settings.tolerance);
  const kind = useLabState((state) => state.settings.index);
  const bias = useLabState(biasOf);
  const count = useLabState(targetOf);
  const swept = useLabState((state) => state.runs.sweep?.status === "done");
  const blocked = useLabState((state) => blockedReason(state, "pool"));
  const fit = run?.answer ?? null;
  const index = useMemo(() => (kind === "biased-banzhaf" ? { kind, bias } : { kind }), [kind, bias]);
  const power = useMemo<PoolPower | null>(() => (fit === null ? null : powerAt(fit, index)), [fit, index]);
  const live = isLive(run);
  // Looking at a filling pool at every step would need a correction at every step: states wait for its end.
  const states = useMemo(
    () =>
      power && (live ? new Uint8Array(power.power.length) : statesOf(power, count, { tolerance, level: stateLevel })),
    [power, count, tolerance, live],
  );
  const sign = useMemo(
    () => (power === null || isLive(run) ? null : noisyCut(power, count, { tolerance, level: stateLevel })),
    [power, run, count, tolerance],
  );
  return (
    <>
      <RunControls
        run={run}
        start="Fill the pool"
        onStart={() => void fillPool(lab)}
        blocked={blocked}
        primary={swept && run === null}
      />
      {power === null || states === null || run === null || model === null ? (
        run === null && (
          <p className="q-empty">One pool of coalitions ranks by every d, and by Shapley, without new evaluations.</p>
        )
      ) : (
        <div className="q-block">
          <div className="q-row">
            <SegmentedControl
              aria-label="Index read from the pool"
              size="xs"
              value={kind}
              onChange={(value) => setSetting(lab, "index", value as typeof kind)}
              data={Object.entries(indexWords).map(([value, label]) => ({ value, label }))}
            />
            {kind === "biased-banzhaf" && <BiasSlider />}
          </div>
          {power.extrapolated && (
            <p className="q-note" role="note" data-testid="extrapolated">
              Extrapolated: outside of d = 0.1 to 0.9 the pool's curves cannot be trusted.
            </p>
          )}
          {kind !== "shapley" && (
            <p className="q-note">
              Bars and states know the sampling of coalitions, but not what a quadratic in d cannot follow: for a
              ranking at one d that must be certain, rank by one index.
            </p>
          )}
          <PowerResult
            estimate={power}
            spec={{ index, payoff: run.spec.payoff }}
            model={model}
            top={{ count, states, looks: live ? { taken: 0, planned: null } : null }}
            exampleError={null}
            first={false}
          />
          <SignNotice sign={sign} />
        </div>
      )}
    </>
  );
}
