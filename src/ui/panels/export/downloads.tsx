import { Button } from "@mantine/core";
import { useState } from "react";
import { type Failure, failureOf } from "../../../core/failure.ts";
import { runRecordText } from "../../../state/run-record-of.ts";
import { verifiedFileOf } from "../../../state/verdict.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { offerDownload } from "../../offer-download.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { LoadSnippet } from "./load-snippet.tsx";

/** The verified file and the record of how it came about. */
export function Downloads() {
  const lab = useLab();
  const offered = useLabState((state) => verifiedFileOf(state) !== null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!offered) return null;
  const downloadModel = () => {
    const file = verifiedFileOf(lab.store.getState());
    if (file) offerDownload(file.exported.fileName, file.exported.bytes.slice(), "application/octet-stream");
  };
  const downloadRecord = () => {
    try {
      const text = runRecordText(lab.store.getState(), new Date());
      if (text !== null) offerDownload("run.json", text, "application/json");
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <div className="q-row">
        <Button onClick={downloadModel}>Download pruned model (.zip)</Button>
        <Button variant="default" onClick={downloadRecord}>
          Download run.json
        </Button>
      </div>
      {failure && <FailureAlert failure={failure} />}
      <LoadSnippet />
    </div>
  );
}
