import { Button } from "@mantine/core";
import { useShallow } from "zustand/react/shallow";
import { cancel } from "../../../state/actions/control-run.ts";
import { goOn } from "../../../state/actions/go-on.ts";
import { isLive } from "../../../state/run.ts";
import { allRuns } from "../../../state/run-slots.ts";
import { useLab, useLabState } from "../../lab-context.ts";

/** The runs that a reload broke off: those that go on since then, and those that could. */
export function GoneOn() {
  const lab = useLab();
  const ids = useLabState(useShallow(({ runs }) => allRuns(runs).flatMap((run) => (run.goesOn ? [run.id] : []))));
  return ids.map((id) => <BrokenOff key={id} id={id} lab={lab} />);
}

function BrokenOff({ id, lab }: { readonly id: string; readonly lab: ReturnType<typeof useLab> }) {
  const find = (runs: Parameters<typeof allRuns>[0]) => allRuns(runs).find((run) => run.id === id) ?? null;
  const name = useLabState(({ runs }) => find(runs)?.name ?? "");
  const live = useLabState(({ runs }) => isLive(find(runs)));
  const absent = useLabState(({ session }) => session.absent !== null);
  return (
    <div className="q-row">
      <span>
        {live ? `“${name}” goes on from where the reload broke it off.` : `“${name}” was broken off by the reload.`}
      </span>
      {live ? (
        <Button size="xs" variant="default" aria-label={`Stop ${name}`} onClick={() => cancel(lab, id)}>
          Stop
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          aria-label={`Go on with ${name}`}
          disabled={absent}
          onClick={() => void goOn(lab, id)}
        >
          Go on
        </Button>
      )}
    </div>
  );
}
