import { textbookGames } from "../../../core/tiny/textbook-games.ts";
import { biasOf } from "../../../state/derived-settings.ts";
import { unitsGame } from "../../../state/settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { UnitPicker } from "../../parts/unit-picker.tsx";
import { rateWords } from "../../quantities.ts";
import { indexWords, tinyOthersWords } from "../../wording.ts";

/** A textbook game, which needs no files, or chosen units of the network. */
export function TinySettings() {
  const { tinyGame, tinyEvaluations } = useLabState((state) => state.settings);
  const bias = useLabState(biasOf);
  const loaded = useLabState((state) => state.session.prepared !== null);
  const games = {
    ...Object.fromEntries(textbookGames.map(({ key, title }) => [key, title])),
    ...(loaded || tinyGame === unitsGame ? { [unitsGame]: "Chosen units of the network" } : {}),
  };
  const described = textbookGames.find(({ key }) => key === tinyGame)?.description;
  return (
    <>
      <div className="q-settings">
        <ChoiceSetting name="tinyGame" label="Game" words={games} />
        {tinyGame === unitsGame && <ChoiceSetting name="tinyOthers" label="Other units" words={tinyOthersWords} />}
        <ChoiceSetting
          name="index"
          label="Index of the estimate"
          words={{ ...indexWords, "biased-banzhaf": `Biased Banzhaf, d = ${rateWords(bias)}` }}
        />
        <NumberSetting
          name="tinyEvaluations"
          label="Coalitions to sample"
          value={tinyEvaluations}
          min={2}
          max={1_000_000}
        />
      </div>
      {described !== undefined && <p className="q-note">{described}</p>}
      {tinyGame === unitsGame && <UnitPicker />}
    </>
  );
}
