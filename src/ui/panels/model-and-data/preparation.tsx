import { useMemo } from "react";
import { prepareAgain } from "../../../state/actions/prepare-again.ts";
import type { LoadedDataset, LoadedModel } from "../../../state/answers.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { splitSigns } from "../../../state/discipline.ts";
import { preparationPending } from "../../../state/preparation-pending.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { partTasks } from "../../part-words.ts";
import { AccuracyFact } from "../../parts/accuracy-fact.tsx";
import { Facts } from "../../parts/facts.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useAskFirst } from "../../parts/use-ask-first.tsx";
import { EvaluationFacts } from "./evaluation-facts.tsx";
import { PairingChoice } from "./pairing-choice.tsx";
import { PreparationSettings } from "./preparation-settings.tsx";
import { TrainingQuestion } from "./training-question.tsx";

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
  const answer = prepared ?? run?.answer ?? null;
  const trainingSaw = useLabState((state) => state.settings.trainingSaw);
  const signs = useMemo(() => splitSigns(prepared, trainingSaw), [prepared, trainingSaw]);
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <h3>The full network on this data</h3>
      {answer?.full && (
        <Facts>
          <AccuracyFact part="calibration" accuracy={answer.full.calibration} />
          <AccuracyFact part="validation" accuracy={answer.full.validation} />
          <AccuracyFact part="test" of="full network" accuracy={answer.full.test} testId="full-test-accuracy" />
        </Facts>
      )}
      {answer?.split && (
        <p className="q-note">
          {answer.split.how} Calibration examples {partTasks.calibration}, validation examples {partTasks.validation},
          test examples {partTasks.test}. Intervals are 95 % intervals: they speak of the sampling of examples only.
        </p>
      )}
      {answer?.split && <TrainingQuestion apart={(answer.split.rankedFrom ?? null) !== null} />}
      {signs.map((sign) => (
        <SignNotice key={sign.kind} sign={sign} />
      ))}
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
      <EvaluationFacts />
      <PreparationSettings />
      {dialog}
    </div>
  );
}
