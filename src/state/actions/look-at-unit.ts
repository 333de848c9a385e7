import { drive } from "../drive.ts";
import type { Lab } from "../lab.ts";
import type { Run } from "../run.ts";
import { recovery } from "../start-run.ts";

/** Units whose examples are kept at hand. */
const kept = 48;

let looks = 0;

/**
 * Looks at one unit closely: its weights and the examples that it is most active on. Between two steps of whatever long
 * run holds the worker, so that a person can look around while a strategy runs; what was seen before is not asked again.
 */
export async function lookAtUnit(lab: Lab, player: number): Promise<void> {
  const { session, runs } = lab.store.getState();
  if (session.prepared === null || session.absent !== null) return;
  if (runs.unitLooks.some((look) => look.player === player)) return;
  if (runs.unit?.status === "running" && runs.unit.spec.player === player) return;
  if (runs.unit !== null) lab.controls.get(runs.unit.id)?.cancel();
  looks += 1;
  const run: Run<"unit"> = {
    id: `unit-${looks}`,
    kind: "unit",
    name: "Top examples",
    spec: { player },
    status: "running",
    answer: null,
    progress: null,
    startedAt: lab.now(),
    elapsed: 0,
    secondsLeft: null,
    failure: null,
  };
  lab.store.setState((state) => ({ runs: { ...state.runs, unit: run } }));
  const show = (newer: Run<"unit">) =>
    lab.store.setState((state) => (state.runs.unit?.id === run.id ? { runs: { ...state.runs, unit: newer } } : state));
  const recover = recovery(lab, "unit", false);
  const course = { host: () => lab.link().host, turn: lab.turn, recover };
  const { status, answer } = await drive(lab, course, run, show);
  if (status !== "done" || answer?.examples == null || lab.store.getState().runs.unit?.id !== run.id) return;
  lab.store.setState((state) => ({
    runs: { ...state.runs, unitLooks: [answer, ...state.runs.unitLooks].slice(0, kept) },
  }));
}
