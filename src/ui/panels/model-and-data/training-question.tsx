import { rankFromWords, trainingSawWords } from "../../part-words.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { pickWords } from "../../wording.ts";

interface TrainingQuestionProps {
  /** Whether the files set a test part aside, so that there are training files to speak of. */
  readonly apart: boolean;
}

/**
 * Which examples the network was trained on: only the person can know. Where the files set a test part aside,
 * calibration and validation examples may come from there, too.
 */
export function TrainingQuestion({ apart }: TrainingQuestionProps) {
  const words = apart
    ? trainingSawWords
    : { ...pickWords(trainingSawWords, ["unknown", "none", "all"]), "training-files": "Some of them" };
  return (
    <div className="q-settings">
      <ChoiceSetting
        name="trainingSaw"
        label="Which of these examples did the training see?"
        words={words}
        note="decides nothing; it is recorded, and warnings follow it"
      />
      {apart && (
        <ChoiceSetting
          name="rankFrom"
          label="Calibration and validation examples from"
          words={rankFromWords}
          note="always others than those that report; takes effect with “Prepare again”"
        />
      )}
    </div>
  );
}
