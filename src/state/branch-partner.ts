import type { TrailPoint } from "../core/prune/trail.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import type { Run } from "./run.ts";

/** A point of another run, to be held against the chosen one. */
export interface Partner {
  readonly run: Run<"prune">;
  readonly point: TrailPoint;
}

/** The runs that the chosen point can be held against: what it went on from first, then what goes on from it, then the newest. */
export function partnersOf(state: LabState): readonly Run<"prune">[] {
  const chosen = chosenPointOf(state)?.run;
  if (chosen === undefined) return [];
  const nearness = (run: Run<"prune">) =>
    run.id === chosen.origin?.branch?.run ? 0 : run.origin?.branch?.run === chosen.id ? 1 : 2;
  return state.runs.prunes
    .filter(({ id, answer }) => id !== chosen.id && (answer?.points.length ?? 0) > 0)
    .toReversed()
    .sort((a, b) => nearness(a) - nearness(b));
}

/** The point of another run that is nearest in size to the chosen one; null where there is none. */
export function partnerOf(state: LabState, run: string | null): Partner | null {
  const size = chosenPointOf(state)?.point?.size;
  const partners = partnersOf(state);
  const other = partners.find(({ id }) => id === run) ?? partners[0];
  const [first, ...rest] = other?.answer?.points ?? [];
  if (size === undefined || other === undefined || first === undefined) return null;
  const point = rest.reduce(
    (best, one) => (Math.abs(one.size - size) < Math.abs(best.size - size) ? one : best),
    first,
  );
  return { run: other, point };
}
