import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { compareBranches } from "../../../state/actions/compare-branches.ts";
import { partnerOf, partnersOf } from "../../../state/branch-partner.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { countOf } from "../../quantities.ts";
import { PlanHistory } from "./plan-history.tsx";
import { PlanTree } from "./plan-tree.tsx";

/** Runs and branches as a tree, what can be done with the chosen one, and two branches side by side. */
export function Plan() {
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  if (run === null) return null;
  return (
    <div className="q-block">
      <h3>Plan</h3>
      <PlanTree />
      <PlanHistory />
      <SideBySide key={run} />
    </div>
  );
}

/** The chosen point beside the nearest one of another run, by one click. */
function SideBySide() {
  const lab = useLab();
  const [picked, setPicked] = useState<string | null>(null);
  const others = useLabState((state) => JSON.stringify(partnersOf(state).map(({ id, name }) => [id, name])));
  const run = useLabState((state) => partnerOf(state, picked)?.run.id ?? null);
  const size = useLabState((state) => partnerOf(state, picked)?.point.size ?? null);
  const chosen = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  if (run === null || size === null || chosen === null) return null;
  return (
    <div className="q-row">
      <NativeSelect
        size="xs"
        aria-label="Branch to compare with"
        value={run}
        data={(JSON.parse(others) as [string, string][]).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setPicked(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" onClick={() => void compareBranches(lab, run)}>
        Compare side by side
      </Button>
      <span className="q-note">
        {countOf(chosen, "unit")} against its {countOf(size, "unit")}, in the <a href="#comparison">comparison</a>
      </span>
    </div>
  );
}
