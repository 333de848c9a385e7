import { Button, Progress } from "@mantine/core";
import type { ReactNode } from "react";
import { cancel, pause, resume } from "../../state/actions/control-run.ts";
import { goOn } from "../../state/actions/go-on.ts";
import { isLive, type Run } from "../../state/run.ts";
import { useLab } from "../lab-context.ts";
import { FailureAlert } from "./failure-alert.tsx";
import { runWords } from "./run-words.ts";
import { useCalm } from "./use-calm.ts";
import { useKeptFocus } from "./use-kept-focus.ts";

interface RunControlsProps {
  readonly run: Run | null;
  readonly start: string;
  readonly onStart: () => void;
  /** Why it cannot start now; null where it can. */
  readonly blocked: string | null;
  /** Whether this is the step to take next: its button stands out. */
  readonly primary?: boolean;
  readonly children?: ReactNode;
}

/** Start, pause, resume and cancel of one long job, with its progress, time left and failure. */
export function RunControls({ run, start, onStart, blocked, primary = true, children }: RunControlsProps) {
  const lab = useLab();
  const live = isLive(run);
  const keepFocus = useKeptFocus();
  return (
    <div className="q-controls">
      <div className="q-row" {...keepFocus}>
        {run !== null && live ? (
          <>
            {run.status === "paused" ? (
              <Button onClick={() => resume(lab, run.id)}>Resume</Button>
            ) : (
              <Button variant="default" onClick={() => pause(lab, run.id)}>
                Pause
              </Button>
            )}
            <Button variant="default" onClick={() => cancel(lab, run.id)}>
              Cancel
            </Button>
          </>
        ) : (
          <Button variant={primary ? "filled" : "default"} disabled={blocked !== null} onClick={onStart}>
            {start}
          </Button>
        )}
        {run?.checkpoint && !live && (
          <Button variant="default" disabled={blocked !== null} onClick={() => void goOn(lab, run.id)}>
            Go on
          </Button>
        )}
        {children}
        {!live && blocked !== null && <span className="q-note">{blocked}</span>}
      </div>
      {run !== null && <RunProgress run={run} live={live} />}
      {run?.failure && <FailureAlert failure={run.failure} during={run.kind} />}
    </div>
  );
}

function RunProgress({ run, live }: { readonly run: Run; readonly live: boolean }) {
  const words = runWords(run);
  const calm = useCalm(`${run.name}: ${words}`);
  const { progress } = run;
  const percent = progress === null || progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
  return (
    <>
      {live && <Progress value={percent} size="sm" aria-label={`${run.name}: progress`} animated={progress === null} />}
      <p className="q-progress-words">{words}</p>
      <span className="q-hidden" aria-live="polite">
        {calm}
      </span>
    </>
  );
}
