import { Progress } from "@mantine/core";
import type { LoadedDataset, LoadedModel } from "../../../state/answers.ts";
import { useLabState } from "../../lab-context.ts";
import { AccuracyFact } from "../../parts/accuracy-fact.tsx";
import { Facts } from "../../parts/facts.tsx";
import { FailureAlert } from "../../parts/failure-alert.tsx";
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
  const answer = prepared ?? run?.answer ?? null;
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <h3>The full network on this data</h3>
      {answer?.full && (
        <Facts>
          <AccuracyFact name="Calibration accuracy" accuracy={answer.full.calibration} />
          <AccuracyFact name="Validation accuracy" accuracy={answer.full.validation} />
          <AccuracyFact name="Test accuracy, full network" accuracy={answer.full.test} testId="full-test-accuracy" />
        </Facts>
      )}
      {run?.status === "running" && (
        <div className="q-block" aria-live="polite">
          <Progress
            value={(100 * (run.progress?.done ?? 0)) / (run.progress?.total ?? 1)}
            size="sm"
            aria-label="Preparation: progress"
          />
          <p className="q-progress-words">{run.answer?.stage ?? "Starting"}…</p>
        </div>
      )}
      {run?.failure && <FailureAlert failure={run.failure} />}
      {answer?.split && (
        <p className="q-note">
          {answer.split.how} Units are ranked on calibration examples, a size is chosen on validation examples, and test
          examples only report. If the network saw the calibration or validation examples in its training, their
          accuracies flatter it. Intervals are 95 % Wilson intervals: they speak of the sampling of examples only.
        </p>
      )}
      <PairingChoice model={model} dataset={dataset} pairing={answer?.pairing ?? null} />
      <PreparationSettings />
    </div>
  );
}
