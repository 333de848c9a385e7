import { Question } from "../../parts/question.tsx";
import { BiasQuestion } from "./bias-question.tsx";
import { ConvergenceQuestion } from "./convergence-question.tsx";
import { InteractionQuestion } from "./interaction-question.tsx";
import { IrreplaceableQuestion } from "./irreplaceable-question.tsx";
import { MagnitudeQuestion } from "./magnitude-question.tsx";

/** What to ask of a ranking before it is trusted, each question folded away. */
export function Questions() {
  return (
    <section className="q-block" aria-labelledby="questions-title">
      <h3 id="questions-title">Questions</h3>
      <div className="q-questions">
        <Question summary="How much does the ranking depend on d?">
          <BiasQuestion />
        </Question>
        <Question summary="Has the ranking converged?">
          <ConvergenceQuestion />
        </Question>
        <Question summary="Is power more than the size of the weights?">
          <MagnitudeQuestion />
        </Question>
        <Question summary="Which units are each other's spare?">
          <InteractionQuestion />
        </Question>
        <Question summary="Which units are irreplaceable?">
          <IrreplaceableQuestion />
        </Question>
      </div>
    </section>
  );
}
