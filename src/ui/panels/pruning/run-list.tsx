import { Button, Checkbox } from "@mantine/core";
import { isBaseline } from "../../../core/prune/trail.ts";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { removeRun, renameRun, toggleRun } from "../../../state/actions/keep-runs.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { isLive } from "../../../state/run.ts";
import { LineIcon } from "../../charts/marks/line-labels.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { EditableName } from "../../parts/editable-name.tsx";
import { runLook } from "./run-colour.ts";
import { branchInWords, runInWords, standingInWords } from "./run-words.ts";

/** Every pruning run, to hide, to name, to choose from or to remove. */
export function RunList() {
  const lab = useLab();
  const prunes = useLabState((state) => state.runs.prunes);
  const hidden = useLabState((state) => state.view.hiddenRuns);
  const chosen = useLabState((state) => chosenPointOf(state)?.run.id);
  const hovered = useLabState((state) => state.hoveredPoint?.run ?? null);
  return (
    <div className="q-block">
      <h3>Runs</h3>
      <ul className="q-runs">
        {prunes.map((run) => {
          const last = run.answer?.points.at(-1);
          return (
            <li
              key={run.id}
              data-chosen={run.id === chosen}
              data-lit={run.id === hovered}
              onPointerEnter={() => hoverPoint(lab, { run: run.id, size: null, network: null })}
              onPointerLeave={() => hoverPoint(lab, null)}
            >
              <Checkbox
                size="sm"
                checked={!hidden.includes(run.id)}
                onChange={() => toggleRun(lab, run.id)}
                aria-label={`Show ${run.name}`}
              />
              <LineIcon {...runLook(run.id)} dashed={isBaseline(run.spec.settings.strategy)} />
              <EditableName name={run.name} onRename={(name) => renameRun(lab, run.id, name)} />
              <span className="q-note">
                {[
                  branchInWords(run.origin),
                  // a branch's rules say where it began, which stands before them
                  runInWords(run.origin?.branch ? { ...run.spec.settings, rules: [] } : run.spec.settings),
                  last === undefined ? null : standingInWords(last),
                ]
                  .filter((words) => words !== null && words !== "")
                  .join(" · ")}
              </span>
              <span className="q-row q-end">
                {run.id !== chosen && last !== undefined && (
                  <Button size="compact-xs" variant="default" onClick={() => chooseSize(lab, run.id, last.size)}>
                    Choose<span className="q-hidden"> {run.name}</span>
                  </Button>
                )}
                {!isLive(run) && (
                  <Button size="compact-xs" variant="default" onClick={() => removeRun(lab, run.id)}>
                    Remove<span className="q-hidden"> {run.name}</span>
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
