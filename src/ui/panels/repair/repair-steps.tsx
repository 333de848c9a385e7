import { Button } from "@mantine/core";
import { useMemo } from "react";
import { undoRepair } from "../../../state/actions/repair.ts";
import type { Accuracy } from "../../../state/answers.ts";
import { epochsSign } from "../../../state/discipline.ts";
import { type RepairStep, stepsAmong } from "../../../state/repairs-of.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { examplesOf, figureOf } from "../../part-words.ts";
import { Fold } from "../../parts/fold.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { useSign } from "../../parts/use-sign.ts";
import { intervalWords, rateWords } from "../../quantities.ts";
import { LayerFits } from "./layer-fits.tsx";
import { learntFromWords, stepWords } from "./repair-words.ts";
import { TuningCurve } from "./tuning-curve.tsx";

interface RepairStepsProps {
  readonly run: string;
  readonly size: number;
}

/** The steps that the chosen network has been through, each with its validation figure before and after. */
export function RepairSteps({ run, size }: RepairStepsProps) {
  const lab = useLab();
  const measure = useMeasure();
  const repairs = useLabState((state) => state.runs.repairs);
  const steps = useMemo(() => stepsAmong(repairs, run, size), [repairs, run, size]);
  const epochs = useSign((state) => epochsSign(state, run, size));
  const waiting = repairs.some(isLive);
  const first = steps[0]?.answer.before ?? null;
  if (first === null) return null;
  return (
    <div className="q-block">
      <h3>Steps, with the {figureOf("validation", measure)} after each</h3>
      <ol className="q-steps" data-testid="repair-steps">
        <li>
          <div className="q-row">
            <strong>As pruned</strong>
            <Figure score={first} />
          </div>
        </li>
        {steps.map((step, place) => {
          const last = place === steps.length - 1;
          return (
            <li key={step.id} data-chosen={last}>
              <div className="q-row">
                <strong>{step.name}</strong>
                <Figure score={step.answer.after} />
                <Gain step={step} />
                {last && (
                  <Button size="compact-xs" variant="default" disabled={waiting} onClick={() => undoRepair(lab)}>
                    Undo<span className="q-hidden"> {step.name}</span>
                  </Button>
                )}
              </div>
              <p className="q-note">{stepWords(step)}</p>
              <Details step={step} />
            </li>
          );
        })}
      </ol>
      <SignNotice sign={epochs} />
    </div>
  );
}

function Figure({ score }: { readonly score: Accuracy | null }) {
  if (score === null) return null;
  return (
    <span className="q-number">
      {rateWords(score.value)}{" "}
      <span className="q-note">
        ({intervalWords(score.interval)}, {examplesOf("validation", score.examples)})
      </span>
    </span>
  );
}

/** By how much the figure rose or fell. */
function Gain({ step: { answer } }: { readonly step: RepairStep }) {
  if (answer.before === null || answer.after === null) return null;
  const gain = answer.after.value - answer.before.value;
  const words = rateWords(Math.abs(gain));
  return <span className="q-note">{gain < 0 ? `lower by ${words}` : `higher by ${words}`}</span>;
}

function Details({ step: { answer } }: { readonly step: RepairStep }) {
  if (answer.epochs.length > 0)
    return (
      <Fold summary="Its epochs">
        <TuningCurve epochs={answer.epochs} before={answer.before} />
      </Fold>
    );
  return answer.layers.length > 0 ? (
    <Fold summary="Its layers">
      <p className="q-note">
        Explained: the share of the variance of the full network’s outputs, before the activation, that the layer gives
        from what the pruned network hands it; on what it learnt from,{" "}
        {learntFromWords(answer.examples, answer.calibration)}, so it flatters.
      </p>
      <LayerFits layers={answer.layers} />
    </Fold>
  ) : null;
}
