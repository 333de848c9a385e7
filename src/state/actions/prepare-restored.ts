import type { Prepared } from "../../jobs/contract.ts";
import type { Lab } from "../lab.ts";
import { goOnAfterReload } from "./go-on.ts";
import { prepare } from "./prepare.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";
import { sweep } from "./sweep.ts";

const setAbsent = (lab: Lab, absent: string | null) =>
  lab.store.setState(({ session }) => ({ session: { ...session, absent } }));

/** What new figures would not agree on with the restored ones; null where they do. */
function differenceOf(before: Prepared, after: Prepared): string | null {
  if (before.backend?.name !== after.backend?.name)
    return `The figures were computed on ${before.backend?.name}, and new ones are on ${after.backend?.name}: they differ by rounding.`;
  const same = (name: "split" | "pairing" | "full") => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  return same("split") && same("pairing") && same("full")
    ? null
    : "The network was prepared again and gives other figures than before the reload: do not hold new runs against the restored ones.";
}

/**
 * Makes a restored session one that can be worked with, once its files are open again: the same preparation, the same
 * split. Results stay; runs that were under way go on. The sweep goes again where there is none to show.
 */
export async function prepareRestored(lab: Lab): Promise<void> {
  const { session, runs } = lab.store.getState();
  const before = session.prepared;
  if (runs.prepare === null || before === null) {
    setAbsent(lab, null);
    return prepareAndSweep(lab);
  }
  setAbsent(lab, "The network of the restored session is being prepared again.");
  if (!(await prepare(lab, { keepResults: true }))) {
    setAbsent(
      lab,
      "The network of the restored session could not be prepared again: prepare it with the button above.",
    );
    return;
  }
  const after = lab.store.getState();
  const difference = after.session.prepared && differenceOf(before, after.session.prepared);
  if (difference !== null)
    lab.store.setState(({ keeping }) => ({ keeping: { ...keeping, troubles: [...keeping.troubles, difference] } }));
  await goOnAfterReload(lab);
  const last = lab.store.getState().runs.sweep;
  if ((last === null || last.interrupted) && after.session.holdings?.model?.players !== 0) await sweep(lab);
}
