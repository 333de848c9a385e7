import { useLabState } from "../../lab-context.ts";

/** That files are being opened and what it means for a run under way; afterwards, what became of it. */
export function OpeningNotes() {
  const opening = useLabState(
    ({ session, runs }) => runs.open?.status === "running" || session.files.length > session.known,
  );
  const failed = useLabState(({ runs }) => runs.open?.status === "failed");
  const active = useLabState(({ runs }) => runs.active?.name ?? null);
  const notice = useLabState(({ session }) => session.notice);
  return (
    <div aria-live="polite" className="q-block">
      {opening && !failed && active !== null && (
        <p className="q-note">
          Opening files between two steps of “{active}”, which goes on afterwards unless they take the place of what is
          loaded.
        </p>
      )}
      {notice !== null && <p className="q-note">{notice}</p>}
    </div>
  );
}
