import { solveTinyGame } from "../../../state/actions/solve-tiny-game.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { TinyResult } from "./tiny-result.tsx";
import { TinySettings } from "./tiny-settings.tsx";

/** The method on a game small enough to know everything about it. */
export function TinyGamePanel() {
  const lab = useLab();
  const run = useLabState((state) => state.runs.tiny);
  const blocked = useLabState((state) => blockedReason(state, "tiny"));
  return (
    <Panel
      id="tiny-game"
      number={10}
      title="Tiny game"
      lead="At most twelve players, every coalition played: exact answers beside the estimates, to learn the method and to check it."
      explanation={
        <>
          <p>
            With few players every coalition can be played, so that power is computed and not estimated. What the
            estimator finds from samples of the same game stands beside it, with its intervals.
          </p>
          <p>
            The core holds the allocations that no coalition can complain of; where it is empty, the least core makes
            the largest complaint as small as can be. The nucleolus goes on with the second largest complaint, and so
            forth; the kernel balances what any two players can hold against each other.
          </p>
        </>
      }
    >
      <TinySettings />
      <RunControls
        run={run}
        start="Solve the tiny game"
        onStart={() => void solveTinyGame(lab)}
        blocked={blocked}
        primary={false}
      />
      {run?.answer ? (
        <TinyResult game={run.answer} spec={run.spec} />
      ) : (
        run === null && <p className="q-empty">Players, coalitions and solutions of the game are listed here.</p>
      )}
    </Panel>
  );
}
