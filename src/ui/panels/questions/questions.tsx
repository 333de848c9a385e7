import { Fold } from "../../parts/fold.tsx";
import { BiasQuestion } from "./bias-question.tsx";
import { ConvergenceQuestion } from "./convergence-question.tsx";
import { InteractionQuestion } from "./interaction-question.tsx";
import { IrreplaceableQuestion } from "./irreplaceable-question.tsx";

/** What to ask of a ranking before it is trusted, each question folded away. */
export function Questions() {
  return (
    <section className="q-block" aria-labelledby="questions-title">
      <h3 id="questions-title">Questions</h3>
      <div className="q-questions">
        <Fold summary="How much does the ranking depend on d?">
          <BiasQuestion />
        </Fold>
        <Fold summary="Has the ranking converged?">
          <ConvergenceQuestion />
        </Fold>
        <Fold summary="Which units are each other's spare?">
          <InteractionQuestion />
        </Fold>
        <Fold summary="Which units are irreplaceable?">
          <IrreplaceableQuestion />
        </Fold>
      </div>
    </section>
  );
}
