import { useState } from "react";
import { measureInteraction } from "../../../state/actions/measure-interaction.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { interactionEvaluationsOf } from "../../../state/derived-settings.ts";
import type { Cell } from "../../charts/interaction/cell-props.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { UnitPicker } from "../../parts/unit-picker.tsx";
import { InteractionMatrix } from "./interaction-matrix.tsx";

/** How chosen units depend on each other, pair by pair. */
export function InteractionQuestion() {
  const lab = useLab();
  const [at, setAt] = useState<Cell | null>(null);
  const run = useLabState((state) => state.runs.interaction);
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const blocked = useLabState((state) => blockedReason(state, "interaction"));
  const evaluations = useLabState(interactionEvaluationsOf);
  return (
    <div className="q-block">
      <p className="q-note">
        The interaction of two units is what both are worth together beyond what each is worth alone: negative where
        they are spares of each other, positive where they need each other.
      </p>
      <UnitPicker />
      <div className="q-settings">
        <NumberSetting name="interactionEvaluations" label="Coalitions for the pairs" value={evaluations} min={2} />
      </div>
      <RunControls
        run={run}
        start="Measure interaction"
        onStart={() => void measureInteraction(lab)}
        blocked={blocked}
        primary={false}
      />
      {run?.answer && model && (
        <InteractionMatrix
          estimate={run.answer}
          bias={run.spec.bias}
          payoff={run.spec.payoff}
          model={model}
          at={at}
          onAt={setAt}
        />
      )}
    </div>
  );
}
