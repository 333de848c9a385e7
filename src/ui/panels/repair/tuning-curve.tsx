import type { Epoch } from "../../../core/repair/tuning.ts";
import { LineChart } from "../../charts/figures/line-chart.tsx";
import { seriesColour } from "../../charts/scales/series.ts";
import { figureOf, onExamples } from "../../part-words.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { countOf, rateWords, valueWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";

interface TuningCurveProps {
  readonly epochs: readonly Epoch[];
  /** Validation figure before the first epoch. */
  readonly before: Epoch["validation"] | null;
}

const epochWords = (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : "");

/** Loss and validation figure, epoch by epoch. */
export function TuningCurve({ epochs, before }: TuningCurveProps) {
  const measure = useMeasure();
  const last = epochs.at(-1);
  if (last === undefined) return null;
  const start = before === null ? [] : [{ x: 0, y: before.value, interval: before.interval }];
  const measured = epochs.map(({ epoch, validation }) => ({
    x: epoch,
    y: validation.value,
    interval: validation.interval,
  }));
  return (
    <>
      <LineChart
        label={`${capital(figureOf("validation", measure))} over ${countOf(epochs.length, "epoch")}, ${rateWords(last.validation.value)} at the last.`}
        title={`${capital(measure)} ${onExamples("validation", last.validation.examples)}`}
        xTitle="epochs"
        stops={`Epochs, by ${measure}`}
        series={[
          {
            id: "validation",
            name: figureOf("validation", measure),
            colour: seriesColour(0),
            points: [...start, ...measured],
          },
        ]}
        xWords={epochWords}
        yWords={rateWords}
        height={210}
      />
      <LineChart
        label={`Training loss over ${countOf(epochs.length, "epoch")}, ${valueWords(last.loss)} at the last.`}
        title="Training loss, mean of the epoch, on the examples learnt from"
        xTitle="epochs"
        stops="Epochs, by loss"
        series={[
          {
            id: "loss",
            name: "training loss",
            colour: seriesColour(1),
            dashed: true,
            points: epochs.map(({ epoch, loss }) => ({ x: epoch, y: loss })),
          },
        ]}
        xWords={epochWords}
        yWords={valueWords}
        height={190}
      />
    </>
  );
}
