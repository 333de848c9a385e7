import { useMemo } from "react";
import { cliffBelow } from "../../../core/signs/cliff-below.ts";
import { layerCollapsing } from "../../../core/signs/layer-collapsing.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { widthsOf } from "../../../state/derived-settings.ts";
import { choiceSign } from "../../../state/discipline.ts";
import { chosenRepairOf } from "../../../state/repairs-of.ts";
import { useLabState } from "../../lab-context.ts";
import { figureOf } from "../../part-words.ts";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useSign } from "../../parts/use-sign.ts";
import { countOf, countWords, intervalWords, rateWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";
import { CompareChosen } from "../comparison/compare-chosen.tsx";
import { BranchOff } from "./branch-off.tsx";
import { spentInWords } from "./run-words.ts";
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
  const trail = useLabState((state) => chosenPointOf(state)?.run.answer ?? null);
  const repaired = useLabState((state) => chosenRepairOf(state) !== null);
  const measure = useMeasure();
  const examples = useExamples("validation");
  const coarse = useSign(choiceSign);
  const cliff = useMemo(() => trail && point && cliffBelow(trail.points, point.size), [trail, point]);
  const collapsing = useMemo(
    () =>
      model &&
      layerCollapsing(model.groups.map(({ id, width }, place) => ({ group: id, width, kept: widths[place] ?? 0 }))),
    [model, widths],
  );
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
        {capital(figureOf("validation", measure))} <strong>{rateWords(point.accuracy)}</strong> (
        {intervalWords(point.interval)}, {examples}){" "}
        {point.draws === undefined
          ? spentInWords(point)
          : `on average over ${point.draws} random selections (5 % to 95 % of them); the one in the middle is chosen`}
        . Drag the line in the chart to choose another size.
      </p>
      <Widths groups={model.groups} widths={widths} />
      <SignNotice sign={coarse} />
      <SignNotice sign={cliff} />
      <SignNotice sign={collapsing} />
      {!repaired && <CompareChosen />}
      {repaired ? (
        <p className="q-note">
          This network has been repaired since; its {figureOf("test", measure)} is read under Repair.
        </p>
      ) : (
        <TestReading run={run} size={point.size} model={model} />
      )}
      <BranchOff />
    </div>
  );
}
