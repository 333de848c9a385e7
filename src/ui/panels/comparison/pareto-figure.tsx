import { NativeSelect } from "@mantine/core";
import { memo } from "react";
import { paretoFront } from "../../../core/compare/pareto-front.ts";
import { setLook } from "../../../state/actions/compare-networks.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { type ComparedNetwork, type CostAxis, costAxes } from "../../../state/compared-network.ts";
import type { ComparisonRow } from "../../../state/comparison-of.ts";
import { lightsNetwork, pointOfNetwork } from "../../../state/hovered-point.ts";
import type { HoveredPoint } from "../../../state/lab-state.ts";
import { ParetoChart } from "../../charts/figures/pareto-chart.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countOf } from "../../quantities.ts";
import { costAxisWords, costFigure, costTitle, costUnit, tickWords } from "./comparison-words.ts";
import { networkLook } from "./network-look.ts";

const pointOf = (networks: readonly ComparedNetwork[], id: string | null): HoveredPoint | null => {
  const network = networks.find((one) => one.id === id);
  return network ? pointOfNetwork(network) : null;
};

interface ParetoFigureProps {
  readonly rows: readonly ComparisonRow[];
  readonly shown: string | null;
}

/** Which networks are worth their cost. */
export const ParetoFigure = memo(function ParetoFigure({ rows, shown }: ParetoFigureProps) {
  const lab = useLab();
  const measure = useMeasure();
  const { part, cost, batch } = useLabState((state) => state.view.comparing);
  const examples = useExamples(part);
  const networks = useLabState((state) => state.runs.networks);
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  const measured = rows.flatMap(({ network, name, accuracy, costs, timeShare }) => {
    const own = costs[cost];
    const spread = cost === "latency" ? (timeShare?.interval ?? null) : null;
    return accuracy === null || own === null ? [] : [{ network, name, accuracy, cost: own, spread }];
  });
  const front = paretoFront(
    measured.map((one) => [one.cost, one.accuracy.value]),
    ["lower", "higher"],
  );
  const missing = rows.length - measured.length;
  return (
    <div className="q-block">
      <h3>Worth its cost: {measure} against cost</h3>
      <div style={{ maxWidth: 260 }}>
        <NativeSelect
          label="Cost"
          value={cost}
          data={costAxes.map((axis) => ({ value: axis, label: costAxisWords[axis] }))}
          onChange={(event) => setLook(lab, { cost: event.currentTarget.value as CostAxis })}
        />
      </div>
      {measured.length < 2 ? (
        <p className="q-empty">
          {cost === "latency" ? "Measure times below to draw them here." : "Two measured networks make a picture."}
        </p>
      ) : (
        <>
          <ParetoChart
            points={measured.map(({ network, name, ...one }, place) => {
              const number = network === null ? "full" : String(networks.indexOf(network) + 1);
              return {
                id: network?.id ?? "",
                name,
                long: network === null ? name : `${number} ${name}`,
                short: number,
                ...networkLook(network),
                cost: one.cost,
                spread: one.spread,
                accuracy: one.accuracy.value,
                interval: one.accuracy.interval,
                front: front.includes(place),
              };
            })}
            measure={`${measure} on ${examples}`}
            cost={costTitle(cost, batch)}
            unit={costUnit(cost, batch)}
            tickWords={tickWords}
            costWords={(value) => costFigure(cost, value)}
            shown={shown}
            onShow={(id) => id !== "" && setLook(lab, { shown: id })}
            lit={networks.filter((network) => lightsNetwork(hovered, network)).map(({ id }) => id)}
            onLight={(id) => hoverPoint(lab, pointOf(networks, id))}
          />
          <p className="q-note">
            The line is the front: no other network is as good at no more cost. Outlines are behind it. Where intervals
            overlap, the order may be chance.
            {missing > 0 && ` ${countOf(missing, "network")} not measured yet.`}
          </p>
        </>
      )}
    </div>
  );
});
