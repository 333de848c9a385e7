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
 * @returns the answer and whether it changed the model or the dataset; null where the opening failed
 */
export async function openInTurn(
  lab: Lab,
  own: readonly DroppedFile[] | null,
): Promise<{ readonly holdings: Holdings; readonly replaced: boolean } | null> {
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
    const holdings = run.answer;
    if (run.status !== "done" || holdings === null) {
      // Files wait for the new worker where the old one was lost; others that cannot be opened are let go.
      if (own !== null && run.status === "failed" && run.failure?.kind !== "worker-lost")
        lab.store.setState((state) => ({
          session: { ...state.session, ...reconcile(state.session, files, [...kept.keys()]) },
        }));
      return null;
    }
    lab.store.setState((state) => ({
      session: { ...state.session, holdings, ...reconcile(state.session, files, holdings.kept) },
    }));
    const replaced = changed(before, holdings);
    if (replaced) {
      const live = allRuns(runs).find(({ id }) => id === lab.store.getState().runs.active?.id);
      discard(lab, before?.model && before.dataset ? "holdings" : "preparation");
      lab.store.setState((state) => ({ session: { ...state.session, notice: noticeOf(live) } }));
    }
    return { holdings, replaced };
  } finally {
    giveBack();
  }
}
