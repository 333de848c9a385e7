import { Button, NativeSelect } from "@mantine/core";
import { memo } from "react";
import { setLook } from "../../../state/actions/compare-networks.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { measureLatency, measureLatencyAgain } from "../../../state/actions/measure-networks.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { type ComparisonRow, latencyOf, untimed } from "../../../state/comparison-of.ts";
import { lightsNetwork, pointOfNetwork } from "../../../state/hovered-point.ts";
import { isLive } from "../../../state/run.ts";
import { LatencyChart } from "../../charts/figures/latency-chart.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { RunControls } from "../../parts/run-controls.tsx";
import { countOf, countWords } from "../../quantities.ts";
import { backendWords } from "../../wording.ts";
import { networkLook } from "./network-look.ts";

const batches = [1, 16, 64, 256];

/** How long the networks take here: measured in turns with the full network, when the person asks. */
export const LatencyFigure = memo(function LatencyFigure({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const lab = useLab();
  const batch = useLabState((state) => state.view.comparing.batch);
  const run = useLabState((state) => state.runs.latency);
  const networks = useLabState((state) => state.runs.networks);
  const waiting = useLabState((state) => untimed(state, batch).length);
  const blocked = useLabState((state) => blockedReason(state, "latency"));
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  const measured = rows.flatMap(({ network, name }) => {
    const latency = network && latencyOf(network, batch);
    if (!network || !latency?.full || !latency.pruned || !latency.ratio) return [];
    const { full, pruned, ratio } = latency;
    return [
      {
        id: network.id,
        number: networks.indexOf(network) + 1,
        name,
        ...networkLook(network),
        full,
        pruned,
        ratio,
        latency,
      },
    ];
  });
  const last = measured.at(-1)?.latency;
  const live = isLive(run);
  const where = last ? `${backendWords[last.backend]} (${last.adapter})` : "";
  return (
    <div className="q-block">
      <h3>Time of a pass on this machine</h3>
      <div style={{ maxWidth: 260 }}>
        <NativeSelect
          label="Examples in a pass"
          value={String(batch)}
          data={batches.map((size) => ({ value: String(size), label: countWords(size) }))}
          disabled={live}
          onChange={(event) => setLook(lab, { batch: Number(event.currentTarget.value) })}
        />
      </div>
      {(waiting > 0 || live || run?.status === "failed") && (
        <RunControls
          run={run?.status === "done" ? null : run}
          start="Measure on this machine"
          onStart={() => void measureLatency(lab)}
          blocked={blocked}
          primary={false}
        >
          {blocked === null && !live && (
            <span className="q-note">{countOf(waiting, "network")} without a time yet</span>
          )}
        </RunControls>
      )}
      {live && run?.answer && <p className="q-note">{`${run.name}: ${run.answer.stage}`}</p>}
      {measured.length === 0 ? (
        <p className="q-empty">
          Each network and the full one take turns, so that what else this machine does touches both alike.
        </p>
      ) : (
        <>
          <LatencyChart
            networks={measured}
            lit={networks.filter((network) => lightsNetwork(hovered, network)).map(({ id }) => id)}
            onLight={(id) => {
              const network = networks.find((one) => one.id === id);
              hoverPoint(lab, network ? pointOfNetwork(network) : null);
            }}
            what={`a pass of ${countOf(batch, "example")}, ${last ? backendWords[last.backend] : ""}`}
          />
          <div className="q-row">
            <span className="q-note" style={{ flex: "1 1 240px" }}>
              Medians and quartiles of {countOf(last?.done ?? 0, "round")} on {where}; × is the median share of the full
              network’s time in the same round, with its 95 % interval. In another runtime the ratio may be another.
            </span>
            {waiting === 0 && (
              <Button
                size="xs"
                variant="default"
                disabled={blocked !== null}
                onClick={() => void measureLatencyAgain(lab)}
              >
                Measure again
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
});
