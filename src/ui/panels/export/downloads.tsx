import { Button } from "@mantine/core";
import { useState } from "react";
import { type Failure, failureOf } from "../../../core/failure.ts";
import { runRecordText } from "../../../state/run-record-of.ts";
import { verifiedFileOf } from "../../../state/verdict.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { offerDownload } from "../../offer-download.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { CodeBlock } from "./code-block.tsx";

/** The verified file and the record of how it came about. */
export function Downloads() {
  const lab = useLab();
  const exported = useLabState((state) => verifiedFileOf(state)?.exported ?? null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (exported === null) return null;
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
        <Button onClick={downloadModel}>
          Download pruned model ({exported.fileName.replace(/^.*(?=\.\w+$)/, "")})
        </Button>
        <Button variant="default" onClick={downloadRecord}>
          Download run.json
        </Button>
      </div>
      {failure && <FailureAlert failure={failure} during="export" />}
      <CodeBlock title="Use it" script={exported.snippet} />
      {exported.script && (
        <CodeBlock
          title="Prune the original yourself"
          lead={`The same units cut out of the original file, by its own framework${exported.repaired ? "; the repaired weights are in the file above only" : ""}.`}
          script={exported.script}
          file
        />
      )}
    </div>
  );
}
