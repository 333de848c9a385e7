import { appraiseChosen } from "../../../state/actions/appraise.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { readingsSign } from "../../../state/discipline.ts";
import { appraisalOf } from "../../../state/repairs-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { figureOf } from "../../part-words.ts";
import { AccuracyFact } from "../../parts/accuracy-fact.tsx";
import { CostFacts } from "../../parts/cost-facts.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { RunControls } from "../../parts/run-controls.tsx";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useSign } from "../../parts/use-sign.ts";
import { countOf, countWords } from "../../quantities.ts";

interface TestReadingProps {
  readonly run: string;
  readonly size: number;
  readonly model: LoadedModel;
}

/** The figure to report: read when the person asks, once for a size. */
export function TestReading({ run, size, model }: TestReadingProps) {
  const lab = useLab();
  const measure = useMeasure();
  const examples = useExamples("test");
  const read = useLabState((state) => state.runs.readings.length);
  const sign = useSign(readingsSign);
  const appraisal = useLabState((state) => appraisalOf(state, run, size));
  const reading = useLabState((state) => state.runs.appraise);
  const blocked = useLabState((state) => blockedReason(state, "appraise"));
  if (appraisal === null)
    return (
      <div className="q-block">
        <RunControls
          run={reading?.status === "done" ? null : reading}
          start={`Read ${figureOf("test", measure)}`}
          onStart={() => void appraiseChosen(lab)}
          blocked={blocked}
          primary={false}
        />
        <p className="q-note">
          On {examples}, which are for reporting: choose on the validation curve, then read once.{" "}
          {read > 0 && `Read so far: the ${figureOf("test", measure)} of ${countOf(read, "network")}.`}
        </p>
        <SignNotice sign={sign} />
      </div>
    );
  return (
    <div className="q-block">
      <Facts>
        <AccuracyFact part="test" accuracy={appraisal.test} testId="test-accuracy" />
        <Fact name="Units" value={`${countWords(appraisal.size)} of ${countWords(model.players)}`} />
        <CostFacts before={model.cost} after={appraisal.cost} />
      </Facts>
      <SignNotice sign={sign} />
    </div>
  );
}
