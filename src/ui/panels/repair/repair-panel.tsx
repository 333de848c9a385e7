import { repair } from "../../../state/actions/repair.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { chosenRepairOf, repairKindOf, repairShownOf } from "../../../state/repairs-of.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { countOf } from "../../quantities.ts";
import { CompareChosen } from "../comparison/compare-chosen.tsx";
import { TestReading } from "../pruning/test-reading.tsx";
import { RepairSettings } from "./repair-settings.tsx";
import { RepairSteps } from "./repair-steps.tsx";
import { repairVerbs } from "./repair-words.ts";
import { TuningCurve } from "./tuning-curve.tsx";

export function RepairPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const kind = useLabState(repairKindOf);
  const shown = useLabState(repairShownOf);
  const blocked = useLabState((state) => blockedReason(state, "repair"));
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const repaired = useLabState((state) => chosenRepairOf(state) !== null);
  const live = isLive(shown);
  return (
    <Panel
      id="repair"
      number={6}
      title="Repair"
      lead="The chosen network gets weights that suit its new size, step by step; each step can be taken back."
      explanation={
        <>
          <p>
            A layer that reads fewer numbers than before can do better than its old weights. The refit solves for them:
            in the order of the layers, it looks for the weights that bring the pruned network nearest to the full
            network’s outputs on the same examples. Layers without a bias stay without one. Fine-tuning goes on from
            there by training.
          </p>
          <p>
            Repair learns from calibration examples and, if you ask for more, from others that neither validate nor
            test. Validation examples measure every step and decide when training ends. Test examples are read only when
            you ask for it.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">A pruned network wins back accuracy here, with its size as it is.</p>
      ) : (
        <>
          <RepairSettings />
          <RunControls
            run={shown}
            start={repairVerbs[kind]}
            onStart={() => void repair(lab)}
            blocked={blocked}
            primary={run !== null && !repaired}
          >
            {blocked === null && size !== null && !live && (
              <span className="q-note">of the chosen network of {countOf(size, "unit")}</span>
            )}
          </RunControls>
          {live && shown?.answer && <p className="q-note">{shown.answer.stage}</p>}
          {live && shown?.answer && <TuningCurve epochs={shown.answer.epochs} before={shown.answer.before} />}
          {run !== null && size !== null && <RepairSteps run={run} size={size} />}
          {repaired && <CompareChosen />}
          {repaired && model && run !== null && size !== null && <TestReading run={run} size={size} model={model} />}
        </>
      )}
    </Panel>
  );
}
