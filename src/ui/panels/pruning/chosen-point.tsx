import { useMemo } from "react";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { widthsOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { countOf, countWords, intervalWords, rateWords } from "../../quantities.ts";
import { TestReading } from "./test-reading.tsx";
import { Widths } from "./widths.tsx";

/** The chosen size: its validation accuracy, its layers' widths, and its test accuracy once read. */
export function ChosenPoint() {
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const name = useLabState((state) => chosenPointOf(state)?.run.name ?? null);
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const point = useLabState((state) => chosenPointOf(state)?.point ?? null);
  const growing = useLabState((state) => chosenPointOf(state)?.run.answer?.selection ?? null);
  const selection = point?.selection ?? growing;
  const widths = useMemo(() => (model && selection ? widthsOf(model.groups, selection) : []), [model, selection]);
  if (model === null || run === null || selection === null) return null;
  if (point === null)
    return (
      <div className="q-block">
        <h3>Units kept so far in {name}</h3>
        <Widths groups={model.groups} widths={widths} />
      </div>
    );
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <h3>
        Chosen: {countOf(point.size, "unit")} of {countWords(model.players)}, from {name}
      </h3>
      <p className="q-say">
        Validation accuracy <strong>{rateWords(point.accuracy)}</strong> ({intervalWords(point.interval)}) after{" "}
        {countOf(point.evaluations, "coalition")}. Drag the line in the chart to choose another size.
      </p>
      <Widths groups={model.groups} widths={widths} />
      <TestReading run={run} size={point.size} model={model} />
    </div>
  );
}
