import { textbookGames } from "../../../core/tiny/textbook-games.ts";
import { unitsGame } from "../../../state/settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { IndexSetting } from "../../parts/index-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { UnitPicker } from "../../parts/unit-picker.tsx";
import { tinyOthersWords } from "../../wording.ts";

/** A textbook game, which needs no files, or chosen units of the network. */
export function TinySettings() {
  const { tinyGame, tinyEvaluations } = useLabState((state) => state.settings);
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
        <IndexSetting label="Index of the estimate" />
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
