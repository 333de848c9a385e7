import { expect, test } from "vitest";
import { additiveGame } from "../game/additive.ts";
import { seededRandom } from "../random/random-source.ts";
import { finalEstimate } from "./final-estimate.ts";
import { leastSquares } from "./least-squares.ts";

test("the final estimate is the answer of the last step", async () => {
  const start = () =>
    leastSquares.estimate(
      additiveGame([1, 2]),
      { kind: "banzhaf" },
      { evaluations: 30, stepEvaluations: 7 },
      seededRandom(1),
    );
  let last = null;
  for await (const step of start()) last = step.answer;
  expect(await finalEstimate(start())).toEqual(last);
});
