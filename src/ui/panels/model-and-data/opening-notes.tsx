import { useLabState } from "../../lab-context.ts";
import { openingWords } from "./memory-words.ts";

/** Bytes from which on memory is a matter while files are opened; below, they are open before anybody reads it. */
const worthSaying = 64 * 2 ** 20;

/** That files are being opened and what it means for a run under way; afterwards, what became of it. */
export function OpeningNotes() {
  const opening = useLabState(
    ({ session, runs }) => runs.open?.status === "running" || session.files.length > session.known,
  );
  const failed = useLabState(({ runs }) => runs.open?.status === "failed");
  const active = useLabState(({ runs }) => runs.active?.name ?? null);
  const fetching = useLabState(({ session }) => session.fetching ?? false);
  const notice = useLabState(({ session }) => session.notice);
  const memory = useLabState(
    ({ runs }) => (runs.open?.status === "running" ? runs.open.answer?.opening : null) ?? null,
  );
  return (
    <div aria-live="polite" className="q-block">
      {opening && !failed && active !== null && (
        <p className="q-note">
          Opening files between two steps of “{active}”, which goes on afterwards unless they take the place of what is
          loaded.
        </p>
      )}
      {fetching && <p className="q-note">The sample's files are on their way.</p>}
      {memory !== null && memory.estimate.total > worthSaying && (
        <p className="q-note">Opening these files takes {openingWords(memory)}.</p>
      )}
      {notice !== null && <p className="q-note">{notice}</p>}
    </div>
  );
}
