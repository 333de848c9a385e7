import { Alert, Button } from "@mantine/core";
import type { Failure } from "../../core/failure.ts";
import { failureText, isOurs, nextStep } from "../../core/failure-words.ts";
import { restartWorker } from "../../state/actions/restart-worker.ts";
import { useLab } from "../lab-context.ts";
import { CopyText } from "./copy-text.tsx";
import { FailureReport } from "./failure-report.tsx";
import { Fold } from "./fold.tsx";

interface FailureAlertProps {
  readonly failure: Failure;
  /** What was being done, for a report: a kind of job, or a part of the page. */
  readonly during?: string;
  /** Draws what could not be drawn once more. */
  readonly onShowAgain?: () => void;
}

/** A failure as a sentence, its place, what to do next, details to copy and, where it is one of ours, a report. */
export function FailureAlert({ failure, during, onShowAgain }: FailureAlertProps) {
  const lab = useLab();
  const { kind, message, where, details } = failure;
  return (
    <Alert role="alert" variant="outline" color="red" radius="md" title={message} className="q-failure">
      <div className="q-block">
        {where !== undefined && <p>Where: {where}</p>}
        <p>{nextStep(failure)}</p>
        {kind === "worker-lost" && (
          <div>
            <Button size="xs" onClick={() => void restartWorker(lab)}>
              Start again
            </Button>
          </div>
        )}
        {onShowAgain && (
          <div>
            <Button size="xs" onClick={onShowAgain}>
              Show again
            </Button>
          </div>
        )}
        <Fold summary="Details">
          {details !== undefined && <pre className="q-code q-error-details">{details}</pre>}
          <CopyText mt={8} text={failureText(failure)} label="Copy details" />
        </Fold>
        {isOurs(failure) && <FailureReport failure={failure} during={during ?? null} />}
      </div>
    </Alert>
  );
}
