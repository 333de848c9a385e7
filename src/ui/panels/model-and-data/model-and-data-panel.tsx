import { useLabState } from "../../lab-context.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { Panel } from "../../parts/panel.tsx";
import { DatasetFacts } from "./dataset-facts.tsx";
import { FileButtons } from "./file-buttons.tsx";
import { Invitation } from "./invitation.tsx";
import { KeptSession } from "./kept-session.tsx";
import { OpeningNotes } from "./opening-notes.tsx";
import { OutputChoice } from "./output-choice.tsx";
import { PreflightReport } from "./preflight-report.tsx";
import { Preparation } from "./preparation.tsx";

export function ModelAndDataPanel({ onChoose }: { readonly onChoose: () => void }) {
  const holdings = useLabState((state) => state.session.holdings);
  const failure = useLabState((state) => state.session.failure);
  const open = useLabState((state) => state.runs.open);
  const fetching = useLabState((state) => state.session.fetching ?? false);
  const notes = useLabState((state) => state.settingNotes);
  const empty = !holdings?.model && !holdings?.dataset;
  const opening = open?.status === "running";
  return (
    <Panel
      id="model-and-data"
      number={1}
      title="Model and data"
      lead="A trained network, and labelled examples to measure it with."
      explanation={
        <>
          <p>
            Quorum asks of every hidden unit (a neuron or a filter) how much the network needs it. The units are the
            players of a cooperative game; a coalition is a set of units that stay, and its worth is how well the
            network predicts with the others masked to zero.
          </p>
          <p>
            The examples are split three ways: units are ranked on calibration examples, a size is chosen on validation
            examples, and test examples are only for reporting. Everything stays in this browser tab.
          </p>
          <p>
            Whatever format the network came in, it is the same in here, and it goes out in its own format again. How an
            example becomes an input is found by trying the usual treatments on a few examples; what was tried is
            listed, and you can change it. A network from a file is never run as code.
          </p>
        </>
      }
    >
      {empty ? (
        <Invitation onChoose={onChoose} opening={opening || fetching} />
      ) : (
        <FileButtons onChoose={onChoose} fetching={fetching} />
      )}
      <KeptSession />
      {notes.map((note) => (
        <p key={note} className="q-note">
          {note}
        </p>
      ))}
      <div aria-live="polite" className="q-block" hidden={!holdings}>
        {holdings?.notes.map((note) => (
          <p key={note} className="q-note">
            {note}
          </p>
        ))}
        {holdings?.missing.map((missing) => (
          <p key={missing}>Still missing: {missing}</p>
        ))}
        {holdings?.model && !holdings.dataset && (
          <p>The network is here. Now add labelled examples: images, a table or texts.</p>
        )}
        {holdings?.dataset && !holdings.model && <p>The examples are here. Now add a network.</p>}
      </div>
      <OpeningNotes />
      {failure && <FailureAlert failure={failure} />}
      {open?.failure && <FailureAlert failure={open.failure} during="open" />}
      {holdings?.failures.map((each) => (
        <FailureAlert key={`${each.message}${each.where ?? ""}`} failure={each} during="open" />
      ))}
      {holdings?.model && <OutputChoice model={holdings.model} />}
      {holdings?.model && <PreflightReport model={holdings.model} />}
      {holdings?.dataset && <DatasetFacts dataset={holdings.dataset} />}
      {holdings?.model && holdings.dataset && <Preparation model={holdings.model} dataset={holdings.dataset} />}
    </Panel>
  );
}
