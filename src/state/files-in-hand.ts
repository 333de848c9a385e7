import type { DroppedFile, Holdings } from "../jobs/contract.ts";
import { discard } from "./downstream.ts";
import type { Lab } from "./lab.ts";
import type { Session } from "./lab-state.ts";
import type { Run } from "./run.ts";
import { allRuns } from "./run-slots.ts";
import { startRun } from "./start-run.ts";

type Kept = Pick<Session, "files" | "known">;

/** Puts handles in hand at once, so that no drop is lost whatever happens to the ones before it. */
export function takeInHand(lab: Lab, files: readonly DroppedFile[]): void {
  lab.store.setState(({ session }) => ({ session: { ...session, files: [...session.files, ...files] } }));
}

/** The files in hand once some were opened: those that the answer keeps, then those that still wait. */
function reconcile(session: Session, opened: readonly DroppedFile[], kept: readonly number[]): Kept {
  const taken = kept.flatMap((place) => opened[place] ?? []);
  return { files: [...taken, ...session.files.filter((file) => !opened.includes(file))], known: taken.length };
}

function changed(before: Holdings | null, after: Holdings): boolean {
  return (
    before?.model?.hash !== after.model?.hash ||
    before?.model?.output !== after.model?.output ||
    before?.dataset?.hash !== after.dataset?.hash
  );
}

/** Where the files of a restored session are dropped again one after the other: what was shown stays until then. */
function completedBy(answer: Holdings, before: Holdings | null): Holdings {
  return {
    ...answer,
    model: answer.model ?? before?.model ?? null,
    dataset: answer.dataset ?? before?.dataset ?? null,
  };
}

/** Says so where a long run of the person's own was ended; preparation and sweep begin again by themselves. */
function noticeOf(run: Run | undefined): string | null {
  return run === undefined || run.kind === "prepare" || run.kind === "sweep"
    ? null
    : `“${run.name}” was ended: these files take the place of those that it was computed on.`;
}

/**
 * Opens files that are in hand: one opening at a time, while a long run stands still between two steps. What was
 * computed on files that were replaced is discarded before that run may go on.
 * @param own the new files; null opens everything again, in a new worker
 * @param expected whether the answer is what was wanted; all of it if left out. One that is not changes nothing.
 * @returns the answer, whether it changed the model or the dataset, and whether the worker holds both; null where the
 *   opening failed, or what it gave was not wanted
 */
export async function openInTurn(
  lab: Lab,
  own: readonly DroppedFile[] | null,
  expected: (holdings: Holdings) => boolean = () => true,
): Promise<{ readonly holdings: Holdings; readonly replaced: boolean; readonly complete: boolean } | null> {
  const giveBack = await lab.turn.take();
  try {
    const { session, runs } = lab.store.getState();
    const before = session.holdings;
    const kept = own === null ? [] : session.files.slice(0, session.known);
    const fresh = own === null ? session.files : own.filter((file) => !kept.includes(file));
    const files = [...kept, ...fresh];
    const run = await startRun(lab, "open", "Opening files", {
      files,
      known: kept.length,
      output: session.output,
    });
    const answer = run.answer;
    if (run.status !== "done" || answer === null) {
      // Files wait for the new worker where the old one was lost; others that cannot be opened are let go.
      if (own !== null && run.status === "failed" && run.failure?.kind !== "worker-lost")
        lab.store.setState((state) => ({
          session: { ...state.session, ...reconcile(state.session, files, [...kept.keys()]) },
        }));
      return null;
    }
    if (!expected(answer)) return null;
    const absent = session.absent !== null;
    const completed = absent ? completedBy(answer, before) : answer;
    const replaced = changed(before, completed);
    const holdings = replaced ? answer : completed;
    lab.store.setState((state) => ({
      session: { ...state.session, holdings, ...reconcile(state.session, files, holdings.kept) },
    }));
    if (replaced) {
      const live = allRuns(runs).find(({ id }) => id === lab.store.getState().runs.active?.id);
      discard(lab, before?.model && before.dataset ? "holdings" : "preparation");
      lab.store.setState((state) => ({ session: { ...state.session, notice: noticeOf(live), absent: null } }));
    }
    return { holdings, replaced, complete: answer.model !== null && answer.dataset !== null };
  } finally {
    giveBack();
  }
}
