import { SegmentedControl } from "@mantine/core";
import { setSide } from "../../../state/actions/set-side.ts";
import { sweepSurface } from "../../../state/actions/sweep-surface.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { type Side, sides } from "../../../state/lab-state.ts";
import { sideOf } from "../../../state/surface-sides.ts";
import { groupWords } from "../../group-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Fold } from "../../parts/fold.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { countWords } from "../../quantities.ts";
import { sideWords } from "../../wording.ts";
import { SurfaceResult } from "./surface-result.tsx";

const options = sides.map((value) => ({ value, label: sideWords[value] }));

/** Two sets of layers, each kept at a rate of its own: where in the network the uncertainty sits. */
export function SurfaceFold() {
  const lab = useLab();
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const run = useLabState((state) => state.runs.surface);
  const blocked = useLabState((state) => blockedReason(state, "surface"));
  const { surfaceSteps, surfaceMasks } = useLabState((state) => state.settings);
  if (model === null) return null;
  return (
    <Fold summary="p × q surface of two sets of layers">
      <div className="q-block">
        <p className="q-note">
          Units of the first set stay with probability p, those of the second with probability q. On the diagonal both
          are the same: that is the band above.
        </p>
        <div className="q-sides">
          {model.groups.map(({ id }) => (
            <SideChoice key={id} group={id} onSide={(side) => setSide(lab, id, side)} />
          ))}
        </div>
        <div className="q-settings">
          <NumberSetting name="surfaceSteps" label="Fractions a side" value={surfaceSteps} min={2} max={20} />
          <NumberSetting
            name="surfaceMasks"
            label="Masks a cell"
            note={`${countWords(surfaceSteps ** 2 * surfaceMasks)} coalitions in all`}
            value={surfaceMasks}
            min={2}
            max={1000}
          />
        </div>
        <RunControls
          run={run}
          start="Run the surface"
          onStart={() => void sweepSurface(lab)}
          blocked={blocked}
          primary={false}
        />
        {run?.answer && run.answer.peak !== null && <SurfaceResult surface={run.answer} spec={run.spec} />}
      </div>
    </Fold>
  );
}

function SideChoice({ group, onSide }: { readonly group: string; readonly onSide: (side: Side) => void }) {
  const side = useLabState((state) => sideOf(state, group));
  return (
    <div className="q-row">
      <span className="q-side-name" title={group}>
        {groupWords(group)}
      </span>
      <SegmentedControl
        aria-label={`Set of ${group}`}
        size="xs"
        value={side}
        onChange={(value) => onSide(value as Side)}
        data={options}
      />
    </div>
  );
}
