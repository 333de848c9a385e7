import { FailureError } from "../failure.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import type { Outputs } from "./evaluator.ts";

/**
 * Explained variance of regression outputs, a row each: 1 - Var(y - yhat) / Var(y) over the examples, averaged over the
 * outputs whose targets vary in the slice. 1 is perfect, 0 is what a constant explains; it has no floor and may fall
 * far below 0. An error that is the same for all examples costs nothing. Outputs are taken as the network gives them.
 * @param targets examples x width
 * @throws FailureError dataset-invalid where no target varies
 */
export function explainedVariancesOf(outputs: Outputs, targets: Float32Array): Float64Array {
  const { rows, examples, width, values } = outputs;
  const totals = Array.from({ length: width }, (_, k) => {
    const moments = new RunningMoments();
    for (let x = 0; x < examples; x++) moments.add(targets[x * width + k]);
    return moments.squares;
  });
  const varying = totals.filter((total) => total > 0).length;
  if (varying === 0)
    throw new FailureError({
      kind: "dataset-invalid",
      message: "All examples have the same target, so there is no variance to explain.",
      where: "payoff",
      advice: "Take more examples for calibration.",
    });
  const explained = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) {
      if (totals[k] === 0) continue;
      const errors = new RunningMoments();
      for (let x = 0; x < examples; x++) errors.add(targets[x * width + k] - values[(row * examples + x) * width + k]);
      explained[row] += (1 - errors.squares / totals[k]) / varying;
    }
  return explained;
}
