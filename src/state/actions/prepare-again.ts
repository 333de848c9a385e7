import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/** Prepares with changed settings. A worker keeps its backend for life, so another backend means another worker. */
export async function prepareAgain(lab: Lab): Promise<void> {
  const { runs, settings, session } = lab.store.getState();
  if (runs.prepare !== null && runs.prepare.spec.prefer !== settings.backend) {
    lab.dropLink();
    const opened = await startRun(lab, "open", "Opening files again", { files: session.files });
    if (opened.status !== "done") return;
  }
  await prepareAndSweep(lab);
}
