import { prepareAgain } from "../../../state/actions/prepare-again.ts";
import type { LoadedDataset, LoadedModel } from "../../../state/answers.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { preparationPending } from "../../../state/preparation-pending.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { AccuracyFact } from "../../parts/accuracy-fact.tsx";
import { Facts } from "../../parts/facts.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useAskFirst } from "../../parts/use-ask-first.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { PairingChoice } from "./pairing-choice.tsx";
import { PreparationSettings } from "./preparation-settings.tsx";

interface PreparationProps {
  readonly model: LoadedModel;
  readonly dataset: LoadedDataset;
}

/** How the examples were split and paired with the network, and what the full network achieves on them. */
export function Preparation({ model, dataset }: PreparationProps) {
  const run = useLabState((state) => state.runs.prepare);
  const prepared = useLabState((state) => state.session.prepared);
  const lab = useLab();
  const pending = useLabState(preparationPending);
  const blocked = useLabState((state) => blockedReason(state, "prepare"));
  const { ask, dialog } = useAskFirst();
  const measure = useMeasure();
  const answer = prepared ?? run?.answer ?? null;
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <h3>The full network on this data</h3>
      {answer?.full && (
        <Facts>
          <AccuracyFact name={`Calibration ${measure}`} accuracy={answer.full.calibration} />
          <AccuracyFact name={`Validation ${measure}`} accuracy={answer.full.validation} />
          <AccuracyFact
            name={`Test ${measure}, full network`}
            accuracy={answer.full.test}
            testId="full-test-accuracy"
          />
        </Facts>
      )}
      {answer?.split && (
        <p className="q-note">
          {answer.split.how} Units are ranked on calibration examples, a size is chosen on validation examples, and test
          examples only report. If the network saw the calibration or validation examples in its training, their
          accuracies flatter it. Intervals are 95 % Wilson intervals: they speak of the sampling of examples only.
        </p>
      )}
      <PairingChoice
        model={model}
        dataset={dataset}
        pairing={answer?.pairing ?? null}
        trials={answer?.trials ?? null}
      />
      <RunControls
        run={run}
        start="Prepare again"
        onStart={() => ask(() => void prepareAgain(lab))}
        blocked={blocked}
        primary={pending}
      >
        {isLive(run) && <span className="q-note">{run?.answer?.stage ?? "Starting"}…</span>}
        {!isLive(run) && pending && <span className="q-note">takes the changed settings</span>}
      </RunControls>
      <PreparationSettings />
      {dialog}
    </div>
  );
}
