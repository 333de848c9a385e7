import { prune } from "../../../state/actions/prune.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { Transport } from "../../parts/transport.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { ChosenPoint } from "./chosen-point.tsx";
import { Plan } from "./plan.tsx";
import { PlanHistory } from "./plan-history.tsx";
import { PruningSettings } from "./pruning-settings.tsx";
import { RunList } from "./run-list.tsx";
import { Trails } from "./trails.tsx";

export function PruningPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const prunes = useLabState((state) => state.runs.prunes);
  const estimated = useLabState((state) => state.runs.estimate?.status === "done");
  const blocked = useLabState((state) => blockedReason(state, "prune"));
  const shown = prunes.find(isLive) ?? prunes.at(-1) ?? null;
  return (
    <Panel
      id="pruning"
      number={5}
      title="Pruning"
      lead="Units go or come round by round, and the accuracy is measured at every size passed through."
      explanation={
        <>
          <p>
            Iterated building starts empty and adds the units of highest power, estimated anew each round with those
            already chosen always present. Iterated pruning starts full, removes the lowest and estimates anew on the
            survivors. Top-n ranks once and keeps the best. Units compete globally, or within each layer, which then
            keeps the same fraction as the others and cannot collapse.
          </p>
          <p>
            Swaps exchange single units after building, where the calibration examples say so beyond their noise. Greedy
            elimination and building try every unit in every round: the yardstick for small networks. Baselines rank
            once by weights, activations or gradients, drawn with broken lines; random shows the mean and the band of
            twenty draws. A ranking on each layer’s own scale divides it by its norm within the layer. To compare
            rankings alone, take the layer widths of another run: layers matter more than most rankings do.
          </p>
          <p>
            Ranking uses calibration examples and the curve validation examples, so a size is chosen on examples that
            did not rank it. At least one unit stays in every layer. An interval within a round speaks of that round's
            game only, and the power of selected units is biased upwards.
          </p>
          <p>
            A run can go on from any size with another strategy. Where that one prunes, the units that are gone stay
            out; where it builds, those that are there stay in. Its curve begins at the point where it branched off, and
            its evaluations are counted from there. Rules and advanced settings are those above.
          </p>
          <p>
            The plan lists runs, the points where others go on from them, and repairs. Choices of points, rules and
            locks, and runs taken off the plan can be taken back, with Ctrl and Z, and made again, with Ctrl, Shift and
            Z.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">Accuracy against size is drawn here while it happens. Every run stays for comparison.</p>
      ) : (
        <>
          <PruningSettings />
          <RunControls
            run={shown}
            start="Prune"
            onStart={() => void prune(lab)}
            blocked={blocked}
            primary={estimated || prunes.length > 0}
          />
          {prunes.length === 0 && <PlanHistory />}
          {prunes.length === 0 ? (
            <p className="q-empty">
              Accuracy against size is drawn here while it happens. Every run stays for comparison.
            </p>
          ) : (
            <>
              <p className="q-note">
                <a href="#network">Watch the units go on the map of the network</a>
              </p>
              <Trails />
              <Transport label="Play through the run" />
              <RunList />
              <Plan />
              <ChosenPoint />
            </>
          )}
        </>
      )}
    </Panel>
  );
}
