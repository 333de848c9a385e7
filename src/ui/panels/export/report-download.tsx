import { Button } from "@mantine/core";
import { useState } from "react";
import { type Failure, failureOf } from "../../../core/failure.ts";
import { addressOf } from "../../../state/address.ts";
import { runRecordOf, runRecordText } from "../../../state/run-record-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { offerDownload } from "../../offer-download.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { pageFigures } from "../../report/page-figures.ts";
import { reportHtml } from "../../report/report-html.ts";

/** All that was found as one page: the figures that are drawn now, tables, settings, and the record, which opens again. */
export function ReportDownload() {
  const lab = useLab();
  const offered = useLabState((state) => state.session.prepared?.full != null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!offered) return null;
  const download = () => {
    setFailure(null);
    try {
      const state = lab.store.getState();
      const now = new Date();
      const [record, json] = [runRecordOf(state, now), runRecordText(state, now)];
      if (record === null || json === null) return;
      const html = reportHtml({
        record,
        json,
        ...pageFigures(),
        query: addressOf(state),
        browser: navigator.userAgent,
      });
      offerDownload("quorum-report.html", html, "text/html");
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  return (
    <div className="q-block">
      <div className="q-row">
        <Button variant="default" onClick={download}>
          Download report (.html)
        </Button>
        <span className="q-note">one page with the figures shown above, all settings and run.json inside</span>
      </div>
      {failure && <FailureAlert failure={failure} />}
    </div>
  );
}
