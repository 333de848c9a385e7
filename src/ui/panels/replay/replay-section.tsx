import { Button } from "@mantine/core";
import { putRecordAway } from "../../../state/actions/open-record.ts";
import { replayRecord } from "../../../state/actions/replay-record.ts";
import { limitsOf, type Replay, wantedBy, whyNoReplay } from "../../../state/replay.ts";
import { strategyInWords } from "../../../state/strategy-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { ErrorBoundary } from "../../parts/error-boundary.tsx";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { useAskFirst } from "../../parts/use-ask-first.tsx";
import { countOf } from "../../quantities.ts";
import { ReplayTable } from "./replay-table.tsx";

/** What a record is of, as a sentence. */
function recordWords({ record, fileName }: Replay): string {
  const { created, app, prune, figures } = record;
  const day = new Date(created);
  const made = Number.isNaN(day.getTime()) ? "" : ` of ${day.toLocaleString("en", { dateStyle: "medium" })}`;
  const groups = figures.chosen?.plan.keep.length ?? 0;
  const what =
    prune === null
      ? "the full network"
      : `${strategyInWords(prune.settings, groups)}${figures.chosen ? ` to ${countOf(figures.chosen.size, "unit")}` : ""}, seed ${prune.seed}`;
  return `${fileName}, a record${made} by Quorum ${app}: ${what}.`;
}

/** A record that was opened: what it is of, what it waits for, and what came of repeating it. */
export function ReplaySection() {
  const replay = useLabState((state) => state.replay);
  return replay && <Opened replay={replay} />;
}

function Opened({ replay }: { readonly replay: Replay }) {
  const lab = useLab();
  const holdings = useLabState(({ session }) => session.holdings);
  const blocked = useLabState(whyNoReplay);
  const { ask, dialog } = useAskFirst();
  const { record, stage, failure, outcome } = replay;
  const wanted = wantedBy(record, { session: { ...lab.store.getState().session, holdings } });
  const running = stage !== null;
  return (
    <section className="q-panel" aria-labelledby="replay-title">
      <h2 id="replay-title">Recorded run</h2>
      <ErrorBoundary name="Recorded run">
        <p>{recordWords(replay)} Its settings and seeds are in the panels.</p>
        {wanted.length > 0 && (
          <div className="q-block" data-testid="replay-wanted">
            <p>
              <strong>Wanted before it can be replayed:</strong> open these files, or the sample if the record is of it.
            </p>
            <ul>
              {wanted.map(({ what, name, hash, instead }) => (
                <li key={what}>
                  the {what} “{name}”, sha-256 <code style={{ overflowWrap: "anywhere" }}>{hash}</code>
                  {instead === null ? "" : `; the one that is open is another (${instead.slice(0, 12)}…)`}
                </li>
              ))}
            </ul>
          </div>
        )}
        {limitsOf(record).map((limit) => (
          <p key={limit} className="q-note">
            {limit}
          </p>
        ))}
        <div className="q-row">
          <Button
            disabled={blocked !== null || running}
            loading={running}
            onClick={() => ask(() => void replayRecord(lab))}
          >
            Replay
          </Button>
          <Button variant="default" disabled={running} onClick={() => putRecordAway(lab)}>
            Put it away
          </Button>
          {blocked !== null && !running && <span className="q-note">{blocked}</span>}
          {blocked === null && !running && (
            <span className="q-note">runs its steps again, in place of the figures on the page</span>
          )}
        </div>
        <p role="status" className="q-note">
          {running ? `${stage} …` : ""}
        </p>
        {failure && <FailureAlert failure={failure} />}
        {outcome && <ReplayTable {...outcome} />}
      </ErrorBoundary>
      {dialog}
    </section>
  );
}
