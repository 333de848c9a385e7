import { useDeferredValue, useMemo } from "react";
import { noisyCut } from "../../../core/signs/noisy-cut.ts";
import { estimate } from "../../../state/actions/estimate.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { estimatorEntry } from "../../../state/estimator-choice.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { RunControls } from "../../parts/run-controls.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { estimatorWords } from "../../wording.ts";
import { PowerResult } from "./power-result.tsx";
import { coalitionsWords } from "./power-words.ts";
import { stateLevel } from "./states-sentence.tsx";

/** Power by one index, estimated until the evaluations are spent, the time is up or the top is settled. */
export function IndexPowerStep() {
  const lab = useLab();
  const newest = useLabState((state) => state.runs.estimate);
  const opened = useLabState((state) => state.session.holdings?.model ?? null);
  // while an estimate streams in, the page answers the person first
  const { run, model } = useDeferredValue(useMemo(() => ({ run: newest, model: opened }), [newest, opened]));
  const swept = useLabState((state) => state.runs.sweep?.status === "done");
  const blocked = useLabState((state) => blockedReason(state, "estimate"));
  const answer = run?.answer ?? null;
  const sign = useMemo(() => {
    if (run === null || isLive(run) || answer === null) return null;
    const { stop, count } = run.spec;
    const tolerance = stop.kind === "settled" ? stop.tolerance : 0;
    const looks = { ...answer.looks, taken: Math.max(1, answer.looks.taken) };
    // cut in each layer, one layer at a time
    const states = answer.layers === undefined ? [] : [answer.states];
    return noisyCut(answer, count, { tolerance, level: stateLevel, looks }, ...states);
  }, [run, answer]);
  const first = answer?.estimator === "gradient-prior";
  return (
    <>
      <RunControls
        run={newest}
        start="Estimate power"
        onStart={() => void estimate(lab)}
        blocked={blocked}
        primary={swept && newest === null}
      />
      {answer !== null && answer.estimator === "" && (
        <p className="q-note">Times the coalitions of every layer's game before the first of them is played.</p>
      )}
      {run !== null && answer !== null && answer.estimator !== "" && model !== null ? (
        <>
          {!first && !isLive(run) && (
            <p className="q-note" data-testid="estimator">
              {estimatorWords(answer.estimator)}, {coalitionsWords(answer)}
              {answer.settled && `: the top ${run.spec.count} is settled`}
              {estimatorEntry(answer.estimator)?.claimsIntervals(run.spec.index) === false &&
                "; this estimator is biased and claims no intervals"}
              .
              {answer.examplesEach !== undefined &&
                " Bars hold the noise of fewer examples a coalition, not that of the choice of all calibration examples."}
            </p>
          )}
          <PowerResult
            estimate={answer}
            spec={run.spec}
            model={model}
            top={{ count: run.spec.count, states: answer.states, looks: answer.looks }}
            exampleError={answer.exampleError}
            first={first}
          />
          <SignNotice sign={sign} />
        </>
      ) : (
        run === null && <p className="q-empty">Every unit's power appears here, with its interval.</p>
      )}
    </>
  );
}
