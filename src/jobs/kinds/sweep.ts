import { seededRandom } from "../../core/random/random-source.ts";
import { sweepUncertainty } from "../../core/uncertainty/sweep-uncertainty.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Uncertainty bands over the kept fractions, on the calibration examples. */
export const sweep: Job<"sweep"> = (bench, spec) => {
  const { session } = ready(bench);
  const rows = session.split.calibration;
  return sweepUncertainty(
    session.evaluator,
    rows,
    session.truthOf(rows),
    spec.settings,
    seededRandom(spec.seed, "sweep"),
  );
};
