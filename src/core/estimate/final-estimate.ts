import type { PowerEstimate } from "../power/power-index.ts";
import type { Step } from "../step.ts";

/** Runs an estimate to its end and returns the last answer, for whoever has no use for the steps. */
export async function finalEstimate(steps: AsyncGenerator<Step<PowerEstimate>, PowerEstimate>): Promise<PowerEstimate> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
