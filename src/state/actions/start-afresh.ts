import { noDecisions } from "../decisions.ts";
import type { Lab } from "../lab.ts";
import { emptySession, firstView, noRuns } from "../lab-state.ts";

/** Empties the page and deletes what is kept, then keeps what comes; settings that do not belong to a network stay. */
export async function startAfresh(lab: Lab): Promise<void> {
  for (const control of lab.controls.values()) control.cancel();
  lab.dropLink();
  lab.store.setState(({ settings }) => ({
    session: emptySession,
    runs: noRuns,
    view: firstView,
    replay: null,
    decisions: noDecisions,
    settings: { ...settings, bias: null, pairing: null, rules: [] },
  }));
  await lab.keeper?.start();
}

/** Deletes what is kept; the page stays as it is, and is lost with its tab. */
export async function forgetSession(lab: Lab): Promise<void> {
  await lab.keeper?.forget();
}

/** Keeps the session of the page again, in place of whatever is kept. */
export async function keepAgain(lab: Lab): Promise<void> {
  await lab.keeper?.start();
}
