import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../../bench/start-backend.ts";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../../core/game/players.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { planEvaluation } from "../evaluation-plan.ts";
import { chooseWay } from "./choose-way.ts";
import { defaultLimits } from "./limits.ts";
import type { MachineRates } from "./machine-rates.ts";
import { rowSeconds, stackedSeconds } from "./predicted-cost.ts";
import { cutsOf } from "./programme-cuts.ts";
import { rowProgramme } from "./row-programme.ts";
import { everyTrick, type Trick, type Tricks } from "./tricks.ts";

const model = lenet5(seededRandom(1, "choose-way"));
const graph = dependencyGraphOf(model);
const plan = planEvaluation(model, graph, playersOf(graph));
const programme = rowProgramme(model, plan);
const without = (...tricks: Trick[]): Tricks => new Set([...everyTrick].filter((trick) => !tricks.includes(trick)));

const rates: MachineRates = {
  backend: "wasm",
  products: 16e9,
  convolutions: 14e9,
  elements: 5e8,
  calls: 1e5,
  kernel: 25e9,
  rows: 8e9,
  gathered: 3e8,
};

function predicted(tricks: Tricks, kept = 0.5, examples = 1000): number {
  if (typeof programme === "string") throw new Error(programme);
  return rowSeconds(programme, cutsOf(programme, tricks), defaultLimits, tricks, rates, { examples, kept });
}

describe("predicted cost of LeNet-5", () => {
  it("is higher without each trick that pays", () => {
    for (const trick of ["gather", "table"] as const)
      expect(predicted(without(trick))).toBeGreaterThan(1.5 * predicted(everyTrick));
    expect(predicted(without("contributions"))).toBeGreaterThan(predicted(everyTrick));
  });

  it("falls with the units that are there and grows with the examples", () => {
    expect(predicted(everyTrick, 0.225)).toBeLessThan(0.6 * predicted(everyTrick, 0.5));
    expect(predicted(everyTrick, 0.5, 2000)).toBeGreaterThan(1.9 * predicted(everyTrick, 0.5, 1000));
  });

  it("is within a factor of three of what a machine with such rates was seen to take", () => {
    // 1.1 ms on rows, 7.8 ms stacked
    expect(predicted(everyTrick)).toBeGreaterThan(0.37e-3);
    expect(predicted(everyTrick)).toBeLessThan(3.3e-3);
    const expected = { examples: 1000, kept: 0.5 };
    const stacked = stackedSeconds(model, plan, defaultLimits, everyTrick, rates, expected);
    expect(stacked).toBeGreaterThan(2.6e-3);
    expect(stacked).toBeLessThan(23e-3);
  });
});

describe("the way that is chosen", () => {
  beforeAll(() => startBackend("wasm"));

  it("is rows on wasm, with the machine's rates and a reason for each trick that is left out", async () => {
    const chosen = await chooseWay(model, plan, programme, defaultLimits, without("zeros"), 1000);
    expect(chosen.way).toBe("rows");
    expect(chosen.predicted?.stacked).toBeGreaterThan(chosen.predicted?.rows ?? Number.POSITIVE_INFINITY);
    expect(chosen.rates?.kernel).toBeGreaterThan(1e8);
    const obstacles = new Map(chosen.tricks.map(({ trick, obstacle }) => [trick, obstacle]));
    expect([...obstacles.keys()]).toEqual(expect.arrayContaining([...everyTrick]));
    expect(obstacles.get("table")).toBeNull();
    expect(obstacles.get("zeros")).toBe("It is switched off.");
    expect(obstacles.get("stack")).toContain("one by one");
  });

  it("is stacked where the kernel is switched off or a layer has no rows, and says so", async () => {
    const off = await chooseWay(model, plan, programme, defaultLimits, without("kernel"), 1000);
    expect(off.way).toBe("stacked");
    expect(off.tricks.find(({ trick }) => trick === "kernel")?.obstacle).toBe("It is switched off.");
    const words = await chooseWay(
      model,
      plan,
      "The layer a (recurrent) is not computed in rows.",
      defaultLimits,
      everyTrick,
      9,
    );
    expect(words.way).toBe("stacked");
    expect(words.tricks.find(({ trick }) => trick === "kernel")?.obstacle).toContain("recurrent");
  });
});
