import { expect, it } from "vitest";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../../core/game/players.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { planEvaluation } from "../evaluation-plan.ts";
import { operationsOf } from "./operations.ts";
import { rowProgramme } from "./row-programme.ts";
import { everyTrick, type Trick, type Way } from "./tricks.ts";

const model = lenet5(seededRandom(1));
const graph = dependencyGraphOf(model);
const plan = planEvaluation(model, graph, playersOf(graph));
const programme = rowProgramme(model, plan);
const of = (way: Way, tricks: readonly Trick[] | typeof everyTrick, kept = 0.5) =>
  operationsOf(model, plan, programme, way, new Set(tricks), kept);

// by hand: second convolution 100 places x 25 taps x 6 x 16; dense layers 400 x 120, 120 x 84, 84 x 10
const [conv, dense] = [100 * 25 * 6 * 16, [400 * 120, 120 * 84, 84 * 10] as const];

it("counts LeNet-5 by hand: the plain pass, the suffix alone, and half of the units", () => {
  const first = of("stacked", []).plain - conv - dense[0] - dense[1] - dense[2];
  expect(first % (25 * 6)).toBe(0);
  expect(of("stacked", []).coalition).toBe(of("stacked", []).plain);
  expect(of("stacked", ["prefix"]).coalition).toBe(conv + dense[0] + dense[1] + dense[2]);
  expect(of("rows", ["prefix", "kernel"]).coalition).toBe(conv + dense[0] + dense[1] + dense[2]);
  // a quarter where both sides are halved; the classes all stay
  expect(of("rows", ["prefix", "kernel", "gather"]).coalition).toBe((conv + dense[0] + dense[1]) / 4 + dense[2] / 2);
  expect(of("rows", ["prefix", "kernel", "gather"], 1).coalition).toBe(conv + dense[0] + dense[1] + dense[2]);
});

it("with every trick the first masked layer is looked up and the next one is sums of contributions", () => {
  const { coalition, plain } = of("rows", everyTrick);
  expect(coalition).toBe(8 * 60 + dense[1] / 4 + dense[2] / 2);
  expect(plain / coalition).toBeGreaterThan(100);
});
