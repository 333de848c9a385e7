import { verdictOn } from "../../../state/verdict.ts";
import { useLabState } from "../../lab-context.ts";
import { onExamples } from "../../part-words.ts";
import { AccuracyFact } from "../../parts/accuracy-fact.tsx";
import { CostFacts } from "../../parts/cost-facts.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { bytesWords, changeWords, countOf, valueWords } from "../../quantities.ts";

/** What the fresh worker found in the exported file. */
export function Verdict() {
  const model = useLabState((state) => state.session.holdings?.model ?? null);
  const exported = useLabState((state) => state.runs.export?.answer ?? null);
  const verified = useLabState((state) => (state.runs.verify?.status === "done" ? state.runs.verify.answer : null));
  if (model === null || exported === null || verified === null) return null;
  const failure = verdictOn(verified, exported.repaired);
  const origin = exported.repaired ? "repaired network" : "masked network";
  const worst = Math.max(verified.difference, verified.independent?.difference ?? 0);
  const before = model.cost.bytes;
  return (
    <div className="q-block" style={{ gap: 14 }}>
      {failure !== null ? (
        <FailureAlert failure={failure} during="export" />
      ) : (
        <p className="q-say">
          <strong style={{ color: "var(--q-good)" }}>Verified.</strong> Opened again in a fresh worker, the file
          predicts as the {origin} does:{" "}
          {verified.flipped === 0 ? "no prediction" : countOf(verified.flipped, "prediction")} changed{" "}
          {onExamples("test", verified.accuracy.examples)}.
        </p>
      )}
      <Facts>
        <Fact
          name="Largest |difference|"
          value={<span data-testid="max-difference">{valueWords(worst)}</span>}
          note={
            <>
              <span className="q-line">of outputs {onExamples("test", verified.accuracy.examples)}</span>
              <span className="q-line">own reader {valueWords(verified.difference)}</span>
              {verified.independent && (
                <span className="q-line">
                  {verified.independent.reader} {valueWords(verified.independent.difference)}
                </span>
              )}
            </>
          }
        />
        <AccuracyFact part="test" of={origin} accuracy={verified.maskedAccuracy} />
        <AccuracyFact part="test" of="exported file" accuracy={verified.accuracy} />
        <CostFacts before={model.cost} after={verified.cost} />
        <Fact
          name="Weights"
          value={bytesWords(exported.cost.bytes)}
          note={`of ${bytesWords(before)} · ${changeWords(before, exported.cost.bytes)}`}
        />
        <Fact
          name="Files"
          value={bytesWords(exported.fileBytes)}
          note={`of ${bytesWords(model.fileBytes)} · ${changeWords(model.fileBytes, exported.fileBytes)} · to download ${bytesWords(exported.bytes.length)}`}
        />
      </Facts>
    </div>
  );
}
