import { NativeSelect } from "@mantine/core";
import { memo, useState } from "react";
import { setLook } from "../../../state/actions/compare-networks.ts";
import type { ComparedNetwork } from "../../../state/compared-network.ts";
import { ClassDamageChart, type DamagedClass } from "../../charts/figures/class-damage-chart.tsx";
import { ReliabilityDiagram } from "../../charts/figures/reliability-diagram.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { useExamples } from "../../parts/use-examples.ts";
import { partWords } from "./comparison-words.ts";
import { FlipGallery } from "./flip-gallery.tsx";
import { networkLook } from "./network-look.ts";

/** With more classes than this, the figure shows those that changed most; the table has all. */
const drawn = 20;

function mostChanged(classes: readonly DamagedClass[]): readonly DamagedClass[] {
  if (classes.length <= drawn) return classes;
  const change = ({ full, pruned }: DamagedClass) => pruned.value - full.value;
  return classes.toSorted((a, b) => change(a) - change(b)).slice(0, drawn);
}

/** One network against the full one: its classes, its probabilities and the examples that flipped. */
export const NetworkDetails = memo(function NetworkDetails({ network }: { readonly network: ComparedNetwork }) {
  const lab = useLab();
  const part = useLabState((state) => state.view.comparing.part);
  const names = useLabState((state) => state.session.holdings?.dataset?.classNames ?? null);
  const networks = useLabState((state) => state.runs.networks);
  const hidden = useLabState((state) => state.view.comparing.hidden);
  const examples = useExamples(part);
  const [litClass, setLitClass] = useState<string | null>(null);
  const [onlyClass, setOnlyClass] = useState<string | null>(null);
  const comparison = network.compared[part];
  if (comparison === undefined) return null;
  const choices = networks.filter(({ id, compared }) => !hidden.includes(id) && compared[part] !== undefined);
  const look = networkLook(network);
  const classes = comparison.classes.map(({ label, ...rest }) => ({ ...rest, name: names?.[label] ?? String(label) }));
  const shown = mostChanged(classes);
  const { reliability } = comparison;
  return (
    <div className="q-block" style={{ gap: 18 }}>
      <div style={{ maxWidth: 420 }}>
        <NativeSelect
          label="Look closely at"
          value={network.id}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setLook(lab, { shown: event.currentTarget.value })}
        />
      </div>
      {classes.length > 0 && (
        <div className="q-block">
          <h3>Damage by class</h3>
          <ClassDamageChart
            classes={shown}
            all={classes}
            examples={examples}
            name={network.name}
            {...look}
            lit={litClass}
            onLight={setLitClass}
            chosen={onlyClass}
            onChoose={(name) => setOnlyClass(name === onlyClass ? null : name)}
          />
          <p className="q-note">
            Lines are 95 % intervals of each share by itself; the two stand on the same examples, so that a difference
            is surer than they look. Click a class, or press Enter on it, to see its examples alone below.
            {shown.length < classes.length &&
              ` The ${drawn} classes that lost most are drawn; the table has all ${classes.length}.`}
          </p>
        </div>
      )}
      {reliability && (
        <div className="q-block">
          <h3>Can its probabilities be believed?</h3>
          <div className="q-pair">
            <ReliabilityDiagram
              name="Full network"
              examples={partWords[part]}
              colour={networkLook(null).colour}
              {...reliability.full}
            />
            <ReliabilityDiagram
              name={network.name}
              examples={partWords[part]}
              colour={look.colour}
              {...reliability.pruned}
            />
          </div>
          <p className="q-note">
            On the diagonal the network is right as often as it says. Larger dots stand for more examples. The expected
            calibration error is the mean distance from the diagonal over the examples.
          </p>
        </div>
      )}
      {comparison.right.full.length > 0 && (
        <FlipGallery
          key={network.id}
          comparison={comparison}
          part={part}
          name={network.name}
          litClass={litClass}
          onlyClass={onlyClass}
          onLightClass={setLitClass}
          onOnlyClass={setOnlyClass}
        />
      )}
    </div>
  );
});
