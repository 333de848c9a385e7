import { useMemo } from "react";
import { measureNetworks } from "../../../state/actions/measure-networks.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { comparisonRows, shownNetworkOf, unmeasuredOn } from "../../../state/comparison-of.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { countOf } from "../../quantities.ts";
import { AddNetwork } from "./add-network.tsx";
import { ComparisonTable } from "./comparison-table.tsx";
import { partWords } from "./comparison-words.ts";
import { LatencyFigure } from "./latency-figure.tsx";
import { NetworkDetails } from "./network-details.tsx";
import { NetworkList } from "./network-list.tsx";
import { ParetoFigure } from "./pareto-figure.tsx";
import { PartChoice } from "./part-choice.tsx";
import { SizeFigure } from "./size-figure.tsx";

export function ComparisonPanel() {
  const loaded = useLoaded();
  const pruned = useLabState((state) => state.runs.prunes.some(({ answer }) => (answer?.points.length ?? 0) > 0));
  const networks = useLabState((state) => state.runs.networks.length);
  return (
    <Panel
      id="comparison"
      number={7}
      title="Comparison"
      lead="Networks side by side: what each one costs, what it gets wrong, and whether the difference is more than chance."
      explanation={
        <>
          <p>
            A network is a size of a pruning run, as it was cut or after a step of repair. It is held against the full
            network example by example: how many answers it lost and won, class by class, how far its probabilities can
            be believed (expected calibration error), and, when you ask, how long a pass takes here. It stays below when
            its step of repair is taken back, so that two ways to repair one network can be compared.
          </p>
          <p>
            Two networks are compared on the same examples, so the difference is judged by the examples that only one of
            them gets right (McNemar’s test). The front are those networks that no other beats on accuracy and cost at
            once.
          </p>
          <p>
            Compare and choose on validation examples. Test examples are read when you ask, once, for what you report.
          </p>
        </>
      }
    >
      {!loaded || (!pruned && networks === 0) ? (
        <p className="q-empty">Pruned networks are put side by side here, once there is a pruning run.</p>
      ) : (
        <>
          <AddNetwork />
          {networks === 0 ? (
            <p className="q-empty">
              Put two networks or more side by side: of several runs, or before and after repair.
            </p>
          ) : (
            <Compared />
          )}
        </>
      )}
    </Panel>
  );
}

function Compared() {
  const lab = useLab();
  const networks = useLabState((state) => state.runs.networks);
  const appraised = useLabState((state) => state.runs.appraised);
  const comparing = useLabState((state) => state.view.comparing);
  const session = useLabState((state) => state.session);
  const shown = useLabState(shownNetworkOf);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the rows are made of, in place of the whole state
  const rows = useMemo(() => comparisonRows(lab.store.getState()), [lab, networks, appraised, comparing, session]);
  return (
    <>
      <NetworkList />
      <Measuring />
      <PartChoice />
      <ComparisonTable rows={rows} />
      <SizeFigure rows={rows} />
      <ParetoFigure rows={rows} shown={shown?.id ?? null} />
      <LatencyFigure rows={rows} />
      {shown && <NetworkDetails network={shown} />}
    </>
  );
}

/** What is to be measured and what is being measured: it changes with every step, and the figures do not. */
function Measuring() {
  const lab = useLab();
  const run = useLabState((state) => state.runs.compare);
  const part = useLabState((state) => state.view.comparing.part);
  const blocked = useLabState((state) => blockedReason(state, "compare"));
  const waiting = useLabState((state) => unmeasuredOn(state, part).length);
  const live = isLive(run);
  return (
    <>
      {(waiting > 0 || live || run?.status === "failed") && (
        <RunControls
          run={run?.status === "done" ? null : run}
          start={`Measure on ${partWords[part]}`}
          onStart={() => void measureNetworks(lab, part)}
          blocked={blocked}
        >
          {blocked === null && !live && <span className="q-note">{countOf(waiting, "network")} to measure</span>}
        </RunControls>
      )}
      {live && run?.answer && <p className="q-note">{`${run.name}: ${run.answer.stage}`}</p>}
    </>
  );
}
