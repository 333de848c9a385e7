import { repairExamplesOf, repairKindOf, repairKindsOffered, repairWords } from "../../../state/repairs-of.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { Fold } from "../../parts/fold.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { pickWords } from "../../wording.ts";
import { optimizerWords, repairExplanations, scheduleWords } from "./repair-words.ts";

/** How the network is to be repaired. */
export function RepairSettings() {
  const kind = useLabState(repairKindOf);
  const offered = useLabState((state) => repairKindsOffered(state).join());
  const examples = useLabState(repairExamplesOf);
  const calibration = useLabState((state) => state.session.prepared?.split?.calibration ?? 0);
  const words = pickWords(repairWords, offered.split(",") as (typeof kind)[]);
  return (
    <>
      <div className="q-settings">
        <ChoiceSetting name="repairKind" label="Repair by" words={words} value={kind} />
        <NumberSetting
          name="repairExamples"
          label="Examples to learn from"
          value={examples}
          note={
            examples > calibration
              ? "calibration examples, then others that neither validate nor test"
              : "calibration examples"
          }
        />
        {kind === "fine-tune" && <TrainingSettings />}
      </div>
      <p className="q-note">{repairExplanations[kind]}</p>
      {kind === "refit" && <RefitSettings />}
      {kind === "fine-tune" && <AdvancedTraining />}
    </>
  );
}

function RefitSettings() {
  const penalty = useLabState((state) => state.settings.refitPenalty);
  return (
    <Fold summary="Advanced settings">
      <div className="q-settings">
        <NumberSetting
          name="refitPenalty"
          label="Penalty on change"
          note="as a share of the inputs’ mean square; hardly matters from 0.000001 to 0.01"
          value={penalty}
          min={0}
          max={1000}
          step={0.001}
          decimals
        />
      </div>
    </Fold>
  );
}

function TrainingSettings() {
  const epochs = useLabState((state) => state.settings.epochs);
  const rate = useLabState((state) => state.settings.learningRate);
  return (
    <>
      <NumberSetting name="epochs" label="Epochs" note="at most" value={epochs} max={1000} />
      <NumberSetting name="learningRate" label="Learning rate" value={rate} min={1e-7} max={10} step={0.001} decimals />
    </>
  );
}

function AdvancedTraining() {
  const { batch, patience, distil, temperature, distilShare } = useLabState((state) => state.settings);
  return (
    <Fold summary="Advanced settings">
      <div className="q-settings">
        <ChoiceSetting name="optimizer" label="Optimizer" words={optimizerWords} />
        <ChoiceSetting name="schedule" label="Learning rate over time" words={scheduleWords} />
        <NumberSetting name="batch" label="Examples a batch" value={batch} max={10_000} />
        <NumberSetting
          name="patience"
          label="Patience, in epochs"
          note="ends after so many without a better figure on validation examples"
          value={patience}
          max={1000}
        />
        <SwitchSetting name="distil" label="Learn from the full network, too" />
        {distil && (
          <>
            <NumberSetting
              name="distilShare"
              label="Share of the full network"
              note="of the loss; the rest goes by the labels"
              value={distilShare}
              min={0.01}
              max={1}
              step={0.1}
              decimals
            />
            <NumberSetting
              name="temperature"
              label="Temperature"
              note="softens the outputs that are compared"
              value={temperature}
              min={0.1}
              max={100}
              step={0.5}
              decimals
            />
          </>
        )}
      </div>
    </Fold>
  );
}
