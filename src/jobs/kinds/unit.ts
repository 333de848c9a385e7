import { unitKernels } from "../../core/dependency/unit-kernels.ts";
import { FailureError } from "../../core/failure.ts";
import type { Job } from "../host.ts";
import type { UnitPeaks } from "../lab-parts.ts";
import type { UnitExample, UnitLook } from "../unit-contract.ts";
import { inputShapeOf, type Prepared, ready } from "../workbench.ts";

/** Examples shown of a unit. */
const shown = 8;

/** The one pass over the calibration examples that serves all units of a session; a second look goes on where the first stopped. */
const passes = new WeakMap<Prepared, { readonly pass: AsyncGenerator<number, UnitPeaks>; peaks: UnitPeaks | null }>();

/** One unit closely: the weights that make it, and the calibration examples on which it is most active. */
export const unit: Job<"unit"> = async function* (bench, { player }) {
  const { model, session } = ready(bench);
  const { players, graph } = model;
  const group = graph.groups.find(({ id }) => id === players.groups[players.groupOf[player] ?? -1]);
  if (group === undefined)
    throw new FailureError({ kind: "settings-invalid", message: `There is no unit ${player}.`, where: "unit" });
  const look: UnitLook = {
    player,
    kernels: unitKernels(model.model, group, players.unitOf[player] ?? 0),
    inputShape: inputShapeOf(model.model),
    examples: null,
    active: null,
  };
  const rows = session.split.calibration;
  const step = (answer: UnitLook, done: number) => ({
    answer,
    progress: { done, total: rows.length, unit: "examples" as const },
  });
  const known = passes.get(session) ?? {
    pass: bench.parts.unitPeaks(model.model, graph, players, session.inputsOf, rows, shown),
    peaks: null,
  };
  passes.set(session, known);
  yield step(look, 0);
  while (known.peaks === null) {
    const { value, done } = await known.pass.next();
    if (done) known.peaks = value;
    else yield step(look, value);
  }
  const answer = {
    ...look,
    examples: examplesOf(session, known.peaks, player),
    active: known.peaks.active[player] ?? null,
  };
  yield step(answer, rows.length);
  return answer;
};

function examplesOf(session: Prepared, peaks: UnitPeaks, player: number): UnitExample[] {
  const at = Array.from({ length: peaks.count }, (_, place) => player * peaks.count + place).filter(
    (place) => (peaks.rows[place] ?? -1) >= 0,
  );
  const rows = Int32Array.from(at, (place) => peaks.rows[place] ?? 0);
  const truth = session.measure === "accuracy" ? session.truthOf(rows) : null;
  const { classes } = session.pairing;
  return at.map((place, order) => {
    const output = (truth?.kind === "classes" ? truth.labels[order] : undefined) ?? null;
    return {
      row: rows[order] ?? 0,
      label: output === null ? null : classes === null ? output : classes.indexOf(output),
      value: peaks.values[place] ?? Number.NaN,
      input: session.inputsOf(rows.subarray(order, order + 1)),
    };
  });
}
