import { useDeferredValue, useMemo } from "react";
import { sensitivityToBias } from "../../../core/convergence/sensitivity.ts";
import { powerAt } from "../../../core/estimate/pool-power.ts";
import { measureSensitivity } from "../../../state/actions/measure-sensitivity.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { targetOf } from "../../../state/derived-settings.ts";
import { sensitivityBiases } from "../../../state/sensitivity-biases.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { RunControls } from "../../parts/run-controls.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { AlikenessChart } from "./alikeness-chart.tsx";
import { SensitivityCurve } from "./sensitivity-curve.tsx";

/** Rankings at several d held against each other, from the pool; and the accuracy that each of them leads to. */
export function BiasQuestion() {
  const lab = useLab();
  const fit = useLabState((state) => state.runs.pool?.answer ?? null);
  const run = useLabState((state) => state.runs.sensitivity);
  const blocked = useLabState((state) => blockedReason(state, "sensitivity"));
  const ranking = useExamples("calibration");
  const choosing = useExamples("validation");
  // the ranking under the hand goes first, the comparison follows
  const target = useDeferredValue(useLabState(targetOf));
  const biases = useDeferredValue(useLabState((state) => sensitivityBiases(state).join()));
  const alike = useMemo(() => {
    if (fit === null) return null;
    const list = biases.split(",").map(Number);
    return sensitivityToBias((bias) => powerAt(fit, { kind: "biased-banzhaf", bias }).power, list, target);
  }, [fit, biases, target]);
  return (
    <div className="q-block">
      <p className="q-note">
        One pool on {ranking} ranks by every d, so that the rankings can be compared without new evaluations; what each
        of them is worth is then measured on {choosing}.
      </p>
      {alike !== null && (
        <div className="q-pair">
          <AlikenessChart
            title="Rank correlation"
            biases={alike.biases}
            values={alike.correlation}
            saying={(a, b, value) => `Rank correlation of d = ${a} and d = ${b}: ${value}`}
          />
          <AlikenessChart
            title={`Top ${target} in common`}
            biases={alike.biases}
            values={alike.overlap}
            saying={(a, b, value) => `Share of the top ${target} that d = ${a} and d = ${b} have in common: ${value}`}
          />
        </div>
      )}
      <RunControls
        run={run}
        start="Measure sensitivity"
        onStart={() => void measureSensitivity(lab)}
        blocked={blocked}
        primary={false}
      />
      <SensitivityCurve />
    </div>
  );
}
