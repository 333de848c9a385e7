import { Button } from "@mantine/core";
import { addNetwork } from "../../../state/actions/compare-networks.ts";
import { measureNetworks } from "../../../state/actions/measure-networks.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { networkId } from "../../../state/compared-network.ts";
import type { LabState } from "../../../state/lab-state.ts";
import { lastRepairOf } from "../../../state/repairs-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";

function isCompared(state: LabState): boolean {
  const chosen = chosenPointOf(state);
  if (!chosen?.point) return false;
  const repair = lastRepairOf(state, chosen.run.id, chosen.point.size)?.id ?? null;
  const id = networkId(chosen.run.id, chosen.point.size, repair);
  return state.runs.networks.some((network) => network.id === id);
}

/** Puts the chosen network, as it is by now, into the comparison, and measures it there when the worker is free. */
export function CompareChosen() {
  const lab = useLab();
  const there = useLabState(isCompared);
  const compare = () => {
    const chosen = chosenPointOf(lab.store.getState());
    if (!chosen?.point) return;
    addNetwork(lab, chosen.run.id, chosen.point);
    // test examples are read by the buttons that say so
    if (blockedReason(lab.store.getState(), "compare") === null) void measureNetworks(lab, "validation");
  };
  return (
    <div className="q-row">
      {there ? (
        <span className="q-note">
          This network is in the <a href="#comparison">comparison</a>.
        </span>
      ) : (
        <Button size="xs" variant="default" onClick={compare}>
          Put into the comparison
        </Button>
      )}
    </div>
  );
}
