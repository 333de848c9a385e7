import { useEffect } from "react";
import { lookAtUnit } from "../../../state/actions/look-at-unit.ts";
import type { UnitLook } from "../../../state/answers.ts";
import { useLab, useLabState } from "../../lab-context.ts";

/** Milliseconds that a unit is pointed at before its examples are asked for. */
const rest = 160;

interface LookShown {
  /** Its weights come first, its examples with the pass over the data. */
  readonly look: UnitLook | null;
  readonly failure: string | null;
}

/** A close look at one unit, asked of the worker once the pointer rests on it. */
export function useUnitLook(player: number | null): LookShown {
  const lab = useLab();
  const ready = useLabState(({ session }) => session.prepared !== null && session.absent === null);
  const known = useLabState(({ runs }) => runs.unitLooks.find((look) => look.player === player) ?? null);
  const coming = useLabState(({ runs }) => (runs.unit?.answer?.player === player ? runs.unit.answer : null));
  const failure = useLabState(({ runs }) =>
    runs.unit?.spec.player === player && runs.unit.status === "failed" ? (runs.unit.failure?.message ?? null) : null,
  );
  const missing = known === null;
  useEffect(() => {
    if (player === null || !ready || !missing) return;
    const timer = setTimeout(() => void lookAtUnit(lab, player), rest);
    return () => clearTimeout(timer);
  }, [lab, player, ready, missing]);
  return { look: known ?? coming, failure };
}
