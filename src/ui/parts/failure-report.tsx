import { useMemo } from "react";
import type { Failure } from "../../core/failure.ts";
import { failureReportOf } from "../../state/failure-report-of.ts";
import { useLab } from "../lab-context.ts";
import { CopyText } from "./copy-text.tsx";
import { Fold } from "./fold.tsx";

interface FailureReportProps {
  readonly failure: Failure;
  readonly during: string | null;
}

/** A failure of ours as a report: shown as it is copied, and sent nowhere. */
export function FailureReport({ failure, during }: FailureReportProps) {
  const lab = useLab();
  // of the moment of the failure: names may be gone later, and must stay out
  const report = useMemo(
    () => failureReportOf(lab.store.getState(), failure, during, navigator.userAgent),
    [lab, failure, during],
  );
  return (
    <Fold summary="Report">
      <p className="q-note">
        This is a failure of the lab. This text says nothing of your files; it is sent nowhere unless you do so.
      </p>
      <pre className="q-code q-error-details">{report}</pre>
      <CopyText mt={8} text={report} label="Copy report" />
    </Fold>
  );
}
