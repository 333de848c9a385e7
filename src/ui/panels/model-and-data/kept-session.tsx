import { Button } from "@mantine/core";
import { forgetSession, keepAgain, startAfresh } from "../../../state/actions/start-afresh.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { useAskFirst } from "../../parts/use-ask-first.tsx";
import { bytesWords } from "../../quantities.ts";
import { GoneOn } from "./gone-on.tsx";

/** What was restored of the last visit, what is kept for the next one and what is not, and how all of it is deleted. */
export function KeptSession() {
  const lab = useLab();
  const { state, restored, troubles, size } = useLabState(({ keeping }) => keeping);
  const absent = useLabState(({ session }) => session.absent);
  const { ask, dialog } = useAskFirst();
  const room = size?.room ?? null;
  // a tab beside the one that keeps its session has no say in what is kept
  const canKeep = state === "off" && lab.keeper !== null;
  const forgettable = size !== null && state === "on";
  return (
    <section className="q-block" aria-label="What is kept">
      <div aria-live="polite" className="q-block">
        {restored !== null && <p>{restored}</p>}
        {absent !== null && <p className="q-note">{absent}</p>}
        <GoneOn />
        {troubles.map((trouble) => (
          <p key={trouble} className="q-note">
            {trouble}
          </p>
        ))}
      </div>
      {forgettable && (
        <p className="q-note">
          Kept in this browser for the next visit: {bytesWords(size.bytes)}
          {room === null ? "" : `; it has room for ${bytesWords(room)} more`}. Nothing leaves your computer.
        </p>
      )}
      <div className="q-row" hidden={!(restored !== null || state === "refused" || forgettable || canKeep)}>
        {(restored !== null || state === "refused") && (
          <Button size="xs" variant="default" onClick={() => ask(() => void startAfresh(lab))}>
            Start afresh
          </Button>
        )}
        {forgettable && (
          <Button size="xs" variant="default" onClick={() => void forgetSession(lab)}>
            Forget this session
          </Button>
        )}
        {canKeep && (
          <Button size="xs" variant="default" onClick={() => void keepAgain(lab)}>
            Keep it
          </Button>
        )}
      </div>
      {dialog}
    </section>
  );
}
