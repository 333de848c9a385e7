import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import { directionOf } from "../../../core/prune/branch.ts";
import type { StrategyName } from "../../../core/prune/trail.ts";
import { branchOff } from "../../../state/actions/branch-off.ts";
import { branchOf } from "../../../state/branch-of.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { countWords } from "../../quantities.ts";
import { strategyChoices } from "./strategy-choice.tsx";

/** Another strategy from the chosen point on, as a run of its own. */
export function BranchOff() {
  const lab = useLab();
  const own = useLabState((state) => chosenPointOf(state)?.run.spec.settings.strategy);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  // what was built is pruned, and the other way round, until the person says otherwise
  const [picked, setPicked] = useState<StrategyName | null>(null);
  const strategy =
    picked ?? (own !== undefined && directionOf(own) === "up" ? "iterated-pruning" : "iterated-building");
  // a number is of the point that it was entered for
  const place = `${run} ${size} ${strategy}`;
  const [entered, setEntered] = useState<{ readonly place: string; readonly target: number } | null>(null);
  const wanted = entered?.place === place ? entered.target : null;
  const plan = useLabState((state) => {
    const possible = branchOf(state, strategy, wanted);
    return typeof possible === "string" ? possible : `${possible.settings.target} ${possible.range.join(" ")}`;
  });
  const [target = Number.NaN, low = 0, high = 0] = plan.split(" ").map(Number);
  const blocked = Number.isNaN(target) ? plan : null;
  if (size === null) return null;
  const down = directionOf(strategy) === "down";
  return (
    <div className="q-block q-branch">
      <h4>Go on from here with another strategy</h4>
      <div className="q-settings">
        <NativeSelect
          label="Go on with"
          value={strategy}
          data={strategyChoices}
          onChange={(event) => setPicked(event.currentTarget.value as StrategyName)}
        />
        {blocked === null && (
          <NumberInput
            label={down ? "Down to units" : "Up to units"}
            description={`${countWords(low)} to ${countWords(high)}`}
            inputWrapperOrder={["label", "input", "description"]}
            value={target}
            min={low}
            max={high}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
            clampBehavior="blur"
            onChange={(value) => {
              const number = Number(value);
              if (value !== "" && Number.isInteger(number) && number >= low && number <= high)
                setEntered({ place, target: number });
            }}
          />
        )}
      </div>
      <div className="q-row">
        <Button
          size="xs"
          variant="default"
          disabled={blocked !== null}
          onClick={() => void branchOff(lab, strategy, wanted)}
        >
          Branch off
        </Button>
        <span className="q-note">
          {blocked ??
            (down
              ? "Units that are gone stay out; rules and advanced settings as above."
              : "Units that are there stay in; rules and advanced settings as above.")}
        </span>
      </div>
    </div>
  );
}
