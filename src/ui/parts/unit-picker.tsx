import { Button } from "@mantine/core";
import { pickByRank, pickUnits, togglePick } from "../../state/actions/pick-units.ts";
import { shownPower } from "../../state/estimate-at-hand.ts";
import { pickable } from "../../state/lab-state.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { unitWords } from "../unit-words.ts";

/** The units that were chosen to look at closely: from the ranking's ends, or one by one in the chart of power. */
export function UnitPicker() {
  const lab = useLab();
  const picked = useLabState((state) => state.view.picked);
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const ranked = useLabState((state) => shownPower(state) !== null);
  if (model === null) return null;
  return (
    <div className="q-block">
      <div className="q-row">
        <Button size="xs" variant="default" disabled={!ranked} onClick={() => pickByRank(lab, "top")}>
          Top 8
        </Button>
        <Button size="xs" variant="default" disabled={!ranked} onClick={() => pickByRank(lab, "bottom")}>
          Bottom 8
        </Button>
        {picked.length > 0 && (
          <Button size="xs" variant="default" onClick={() => pickUnits(lab, [])}>
            None
          </Button>
        )}
        <span className="q-note">
          {picked.length} of at most {pickable} units chosen.{" "}
          {ranked ? "Click units in the chart of power to add or take away." : "Estimate power to choose by rank."}
        </span>
      </div>
      {picked.length > 0 && (
        <ul className="q-chips" aria-label="Chosen units">
          {picked.map((unit) => (
            <li key={unit}>
              <button type="button" onClick={() => togglePick(lab, unit)}>
                {unitWords(model, unit)}
                <span aria-hidden="true"> ×</span>
                <span className="q-hidden">, take away</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
