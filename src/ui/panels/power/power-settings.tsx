import {
  estimatorOf,
  indexOf,
  largestGameOf,
  measureOf,
  payoffOf,
  payoffsOffered,
} from "../../../state/derived-settings.ts";
import { estimatorEntry, estimatorsFor } from "../../../state/estimator-choice.ts";
import { whyAllExamples } from "../../../state/fewer-examples.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { ExamplesSetting } from "../../parts/examples-setting.tsx";
import { IndexSetting } from "../../parts/index-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { estimatorWords, payoffWords, pickWords, playsWords, rankingWords, stopWords } from "../../wording.ts";
import { PoolSettings } from "./pool-settings.tsx";
import { StopSettings } from "./stop-settings.tsx";

/** What is estimated, by what, and when it is good enough. */
export function PowerSettings() {
  const measure = useLabState(measureOf);
  const payoff = useLabState(payoffOf);
  const all = useLabState(whyAllExamples);
  const layers = useLabState(({ session }) => (session.holdings?.model?.groups.length ?? 0) > 1);
  const { ranking, seed, plays } = useLabState((state) => state.settings);
  return (
    <div className="q-settings">
      <ChoiceSetting name="ranking" label="Rank by" words={rankingWords} />
      <IndexSetting label="Power index" />
      <ChoiceSetting
        name="payoff"
        label="Worth of a coalition"
        value={payoff}
        words={pickWords(payoffWords, payoffsOffered(measure))}
      />
      <ExamplesSetting all={all} />
      {ranking === "pool" ? (
        <PoolSettings />
      ) : (
        <>
          {layers && (
            <ChoiceSetting
              name="plays"
              label="Which units play"
              words={playsWords}
              {...(plays === "together"
                ? {}
                : { note: "each layer is a game of its own, with all other units present" })}
            />
          )}
          <EstimatorSetting />
          <ChoiceSetting name="stop" label="Stop when" words={stopWords} />
          <StopSettings />
          <NumberSetting name="seed" label="Sampling seed" value={seed} min={0} max={0xffff_ffff} />
          {measure === "accuracy" && <SwitchSetting name="prior" label="First ranking by gradients" />}
        </>
      )}
    </div>
  );
}

/** Only the estimators that know the chosen index, with what the chosen one does. */
function EstimatorSetting() {
  const estimator = useLabState(estimatorOf);
  const names = useLabState((state) =>
    ["default", ...estimatorsFor(indexOf(state), largestGameOf(state)).map((entry) => entry.estimator.name)].join("|"),
  ).split("|");
  const words = Object.fromEntries(names.map((name) => [name, estimatorWords(name)]));
  const note = estimatorEntry(estimator)?.words;
  return (
    <ChoiceSetting
      name="estimator"
      label="Estimator"
      value={estimator}
      words={words}
      {...(note === undefined ? {} : { note })}
    />
  );
}
