import type { Page } from "@playwright/test";
import type { Trick } from "../../src/engine/evaluation/tricks.ts";
import { median } from "../bench.ts";
import { colour, wideDense } from "./chains.ts";
import type { Race, RaceResult, Side, SideTimes } from "./race.ts";
import { loopSide, planSide, raceIn, rounds, wantedCase } from "./race-page.ts";

/** What is raced, the key of its figure, and the examples and the plan's coalitions where the adapter is in software. */
const cases = [
  { key: "lenetOverLoop", network: "sample", kept: 0.5, examples: 16, plan: 64 },
  { key: "lenet225OverLoop", network: "sample", kept: 0.225, examples: 16, plan: 64 },
  { key: "wideOverLoop", network: wideDense, kept: 0.5, examples: 16, plan: 64 },
  { key: "colour225OverLoop", network: colour, kept: 0.225, examples: 8, plan: 16 },
  { key: "colour500OverLoop", network: colour, kept: 0.5, examples: 8, plan: 8 },
] as const;

/** On a GPU everything is larger. */
const onGpu = { examples: 1000, loop: 16, plan: 512 } as const;

/** Tricks that are switched off one by one; without "shaders", everything is stacked in tfjs. */
const ablations: readonly (readonly Trick[])[] = [["shaders"], ["gather"], ["fold"], ["stack"], ["flight"], ["prefix"]];

/** Notes two sides of a race; the median of the rounds' ratios. */
type Note = (label: string, race: Race, result: RaceResult, over: SideTimes, under: SideTimes) => number;

/** Times a second, and the share of what tfjs's matrix product reaches on the same device. */
function onDevice(key: string, race: Race, result: RaceResult, plan: SideTimes): Record<string, number> {
  if (result.matmulRate === null) return {};
  const aSecond = 1000 / median(plan.times);
  return {
    [key.replace("OverLoop", "ASecondOnWebgpu")]: aSecond,
    [key.replace("OverLoop", "ShareOfMatmulOnWebgpu")]: (aSecond * race.examples * result.macs) / result.matmulRate,
  };
}

/** Asked once. */
let onAdapter: Promise<RaceResult> | null = null;

/** A race on whatever adapter there is; small, for most are in software. */
async function raced(
  tab: Page,
  note: Note,
  label: string,
  { network, kept, examples }: (typeof cases)[number],
  sidesOf: (gpu: boolean) => readonly Side[],
): Promise<{ readonly ratio: number; readonly race: Race; readonly result: RaceResult }> {
  const sides = [planSide(1, 1)];
  const pilot: Race = { network: wideDense, backend: "webgpu", kept: 0.5, examples: 1, rounds: 1, sides };
  onAdapter ??= raceIn(tab, pilot);
  const { gpu } = await onAdapter;
  const all = gpu ? onGpu.examples : examples;
  const race: Race = { network, backend: "webgpu", kept, examples: all, rounds, sides: sidesOf(gpu) };
  const result = await raceIn(tab, race);
  const [over, under] = result.sides;
  const ratio = over && under ? note(label, race, result, over, under) : Number.NaN;
  return { ratio, race, result };
}

/** The plan against the loop. @returns the figures, and the adapter's name */
export async function webgpuRaces(
  tab: Page,
  note: Note,
): Promise<{ headline: Record<string, number>; adapter: string }> {
  const headline: Record<string, number> = {};
  let adapter = "";
  for (const one of cases.filter(({ key }) => wantedCase(key))) {
    const { ratio, race, result } = await raced(tab, note, "webgpu", one, (gpu) => {
      const coalitions = gpu ? onGpu.plan : one.plan;
      return [loopSide(gpu ? onGpu.loop : 1), planSide(coalitions, coalitions)];
    });
    adapter = result.backend;
    headline[one.key.replace("OverLoop", "OverLoopOnWebgpu")] = ratio;
    if (result.sides[1]) Object.assign(headline, onDevice(one.key, race, result, result.sides[1]));
  }
  return { headline, adapter };
}

/** Each trick by itself, and reading back what coalitions are worth instead of all outputs. */
export async function webgpuAblation(tab: Page, note: Note): Promise<void> {
  const chosen = cases.filter(({ key }) => wantedCase(key));
  for (const one of chosen.filter(({ key }) => key === "lenetOverLoop" || key === "colour225OverLoop"))
    for (const without of ablations)
      await raced(tab, note, "webgpu ablation", one, (gpu) => {
        const coalitions = gpu ? onGpu.plan : one.plan;
        const few = without.includes("shaders") && !gpu ? 2 : coalitions;
        return [planSide(few, few, without), planSide(coalitions, coalitions)];
      });
  for (const one of chosen.filter(({ key }) => key === "lenetOverLoop" || key === "wideOverLoop"))
    await raced(tab, note, "webgpu ablation", one, (gpu) => {
      const coalitions = 4 * (gpu ? onGpu.plan : one.plan);
      const sideOf = (without: readonly Trick[]): Side => ({
        ...planSide(coalitions, coalitions, without),
        asks: "worth",
      });
      return [sideOf(["reduced"]), sideOf([])];
    });
}
