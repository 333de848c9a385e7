import { useMemo } from "react";
import { powerAt } from "../../../core/estimate/pool-power.ts";
import type { Payoff } from "../../../core/game/payoff.ts";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { biasOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";

interface ShownPower {
  readonly power: PowerEstimate | null;
  /** Whether it is of a round of a strategy, the Power step having none. */
  readonly ofRound: boolean;
  /** What it is in units of; null where there is none. */
  readonly payoff: Payoff | null;
}

/** The power that the Power step shows, be it finished or not; without one that of the strategy's round. */
export function useShownPower(): ShownPower {
  const ranking = useLabState((state) => state.settings.ranking);
  const estimate = useLabState((state) => state.runs.estimate?.answer ?? null);
  const fit = useLabState((state) => state.runs.pool?.answer ?? null);
  const kind = useLabState((state) => state.settings.index);
  const bias = useLabState(biasOf);
  const round = useLabState((state) => chosenPointOf(state)?.run.answer?.estimate ?? null);
  const pooled = useMemo(
    () => (fit === null ? null : powerAt(fit, kind === "biased-banzhaf" ? { kind, bias } : { kind })),
    [fit, kind, bias],
  );
  const ownPayoff = useLabState(({ runs }) => (ranking === "pool" ? runs.pool : runs.estimate)?.spec.payoff ?? null);
  const roundPayoff = useLabState((state) => chosenPointOf(state)?.run.spec.payoff ?? null);
  const own = ranking === "pool" ? pooled : estimate;
  const payoff = own === null ? roundPayoff : ownPayoff;
  return { power: own ?? round, ofRound: own === null && round !== null, payoff };
}
