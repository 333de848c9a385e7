import { Button, NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import { addAllNear, addNetwork } from "../../../state/actions/compare-networks.ts";
import { measureNetworks } from "../../../state/actions/measure-networks.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { networkId } from "../../../state/compared-network.ts";
import { stepsAmong } from "../../../state/repairs-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { countWords, rateWords } from "../../quantities.ts";

interface PickedNetwork {
  readonly run?: string;
  readonly size?: number;
  /** Of repair, that it has been through. */
  readonly steps?: number;
}

/** A run, one of its sizes, and how far it was repaired: to be put beside the others. */
export function AddNetwork() {
  const lab = useLab();
  const prunes = useLabState((state) => state.runs.prunes);
  const repairs = useLabState((state) => state.runs.repairs);
  const networks = useLabState((state) => state.runs.networks);
  const chosen = useLabState((state) => state.view.chosen);
  const chosenRun = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const chosenSize = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  // what the person picks here holds until runs, repairs or the choice of a point change; else it follows that
  const context = JSON.stringify([chosen, prunes.map(({ id }) => id), repairs.map(({ id }) => id)]);
  const [lastPick, setLastPick] = useState<PickedNetwork & { readonly context: string }>({ context });
  const picked: PickedNetwork = lastPick.context === context ? lastPick : {};
  const setPicked = (pick: PickedNetwork) => setLastPick({ ...pick, context });
  const run = prunes.find(({ id }) => id === (picked.run ?? chosenRun)) ?? prunes.at(-1);
  const points = useMemo(() => (run?.answer?.points ?? []).toSorted((a, b) => a.size - b.size), [run]);
  const size = picked.size ?? (run?.id === chosenRun ? chosenSize : null);
  const point = points.find((one) => one.size === size) ?? run?.answer?.points.at(-1);
  if (run === undefined || point === undefined) return null;
  const steps = stepsAmong(repairs, run.id, point.size);
  const through = Math.min(picked.steps ?? steps.length, steps.length);
  const there = networks.some(({ id }) => id === networkId(run.id, point.size, steps[through - 1]?.id ?? null));
  const compare = (add: () => void) => {
    add();
    // test examples are read by the buttons that say so
    if (blockedReason(lab.store.getState(), "compare") === null) void measureNetworks(lab, "validation");
  };
  const several = prunes.filter(({ answer }) => (answer?.points.length ?? 0) > 0).length > 1;
  return (
    <div className="q-block">
      <div className="q-settings">
        <NativeSelect
          label="Run"
          value={run.id}
          data={prunes.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setPicked({ run: event.currentTarget.value })}
        />
        <NativeSelect
          label="Size"
          value={String(point.size)}
          data={points.map((one) => ({
            value: String(one.size),
            label: `${countWords(one.size)} units, ${rateWords(one.accuracy)}`,
          }))}
          onChange={(event) => setPicked({ run: run.id, size: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label="As it was"
          value={String(through)}
          data={[
            { value: "0", label: "cut" },
            ...steps.map(({ name, id }, place) => ({
              value: String(place + 1),
              label: `after ${name.toLowerCase()}${steps.some((other) => other.name === name && other.id !== id) ? ` (step ${place + 1})` : ""}`,
            })),
          ]}
          onChange={(event) => setPicked({ run: run.id, size: point.size, steps: Number(event.currentTarget.value) })}
        />
      </div>
      <div className="q-row">
        <Button
          variant={networks.length === 0 ? "filled" : "default"}
          disabled={there}
          onClick={() => compare(() => addNetwork(lab, run.id, point, through))}
        >
          Compare this network
        </Button>
        {several && (
          <Button variant="default" onClick={() => compare(() => addAllNear(lab, point.size))}>
            Compare all runs near {countWords(point.size)} units
          </Button>
        )}
        {there && <span className="q-note">It is among those below.</span>}
      </div>
    </div>
  );
}
