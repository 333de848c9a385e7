import {
  biasOf,
  estimatorOf,
  measureOf,
  payoffOf,
  payoffsOffered,
  playersOfLab,
} from "../../../state/derived-settings.ts";
import { estimatorEntry, estimatorsFor } from "../../../state/estimator-choice.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { rateWords } from "../../quantities.ts";
import { estimatorWords, indexWords, payoffWords, pickWords, rankingWords, stopWords } from "../../wording.ts";
import { PoolSettings } from "./pool-settings.tsx";
import { StopSettings } from "./stop-settings.tsx";

/** What is estimated, by what, and when it is good enough. */
export function PowerSettings() {
  const bias = useLabState(biasOf);
  const measure = useLabState(measureOf);
  const payoff = useLabState(payoffOf);
  const { ranking, seed } = useLabState((state) => state.settings);
  const words = { ...indexWords, "biased-banzhaf": `Biased Banzhaf, d = ${rateWords(bias)}` };
  return (
    <div className="q-settings">
      <ChoiceSetting name="ranking" label="Rank by" words={rankingWords} />
      <ChoiceSetting name="index" label="Power index" words={words} />
      <ChoiceSetting
        name="payoff"
        label="Worth of a coalition"
        value={payoff}
        words={pickWords(payoffWords, payoffsOffered(measure))}
      />
      {ranking === "pool" ? (
        <PoolSettings />
      ) : (
        <>
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
  const kind = useLabState((state) => state.settings.index);
  const players = useLabState(playersOfLab);
  const bias = useLabState(biasOf);
  const estimator = useLabState(estimatorOf);
  const offered = estimatorsFor(kind === "biased-banzhaf" ? { kind, bias } : { kind }, players);
  const names = ["default", ...offered.map((entry) => entry.estimator.name)];
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
