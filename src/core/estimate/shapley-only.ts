import { FailureError } from "../failure.ts";
import type { PowerIndex } from "../power/power-index.ts";

/** @throws settings-invalid for any index but Shapley, from an estimator that knows no other */
export function refuseAllButShapley(index: PowerIndex, method: string): void {
  if (index.kind === "shapley") return;
  throw new FailureError({
    kind: "settings-invalid",
    message: `This method (${method}) estimates the Shapley value only.`,
    where: method,
    advice: "Use least squares for a Banzhaf index.",
  });
}
