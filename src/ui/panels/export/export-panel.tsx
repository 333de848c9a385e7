import { exportModel } from "../../../state/actions/export-model.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { chosenRepairOf } from "../../../state/repairs-of.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countOf } from "../../quantities.ts";
import { Downloads } from "./downloads.tsx";
import { FormatChoice } from "./format-choice.tsx";
import { PowerDownloads } from "./power-downloads.tsx";
import { ReportDownload } from "./report-download.tsx";
import { Verdict } from "./verdict.tsx";

export function ExportPanel() {
  const lab = useLab();
  const loaded = useLoaded();
  const made = useLabState((state) => state.runs.export);
  const verify = useLabState((state) => state.runs.verify);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const measure = useMeasure();
  const repaired = useLabState((state) => chosenRepairOf(state) !== null);
  const blocked = useLabState((state) => blockedReason(state, "export"));
  const shown = isLive(made) || made?.failure ? made : (verify ?? made);
  return (
    <Panel
      id="export"
      number={9}
      title="Export"
      lead="A physically smaller file that computes what the masked network computed, or the repaired one, checked before it is offered."
      explanation={
        <>
          <p>
            Masked units are cut out of the weights of every layer that makes or reads them. The file is then opened
            again in a fresh worker, by Quorum's own reader and, where tfjs has one for the format, by that too, and its
            outputs are compared with those of the masked network, or of the repaired one, on the test examples. Names,
            metadata and whatever else pruning does not touch stay as they were in the file that came in.
          </p>
          <p>
            run.json is the experiment record: hashes of the files, seeds, settings and figures, so that the result can
            be reproduced.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">The pruned network is handed back here.</p>
      ) : (
        <>
          <div style={{ maxWidth: 320 }}>
            <FormatChoice disabled={isLive(shown)} />
          </div>
          <RunControls
            run={shown}
            start="Prepare the pruned network"
            onStart={() => void exportModel(lab)}
            blocked={blocked}
            primary={made === null}
          >
            {blocked === null && size !== null && !isLive(shown) && (
              <span className="q-note">
                with the chosen {countOf(size, "unit")}
                {repaired && ", as repaired"}; checked on the test examples, which reads its test {measure}
              </span>
            )}
          </RunControls>
          <Verdict />
          <Downloads />
          <PowerDownloads />
          <ReportDownload />
        </>
      )}
    </Panel>
  );
}
