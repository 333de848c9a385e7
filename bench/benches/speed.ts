import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { Trick } from "../../src/engine/evaluation/tricks.ts";
import type { BenchResult, Row } from "../bench.ts";
import { actOnPage } from "../browser-page.ts";
import { buildingIn } from "../speed/building-run.ts";
import { colour, wideConv, wideDense } from "../speed/chains.ts";
import { webgpuAblation, webgpuRaces } from "../speed/on-webgpu.ts";
import type { Race, RaceResult, SideTimes } from "../speed/race.ts";
import { loopSide, planSide, raceIn, ratioOf, rounds, rowOf, tiny, wanted, wantedCase } from "../speed/race-page.ts";

/**
 * What is raced against the loop, and the key of its figure. Coalitions a round, so that both sides take a while, of the plan
 * at most what a step of a run has (see `machinePace`).
 */
interface Case {
  readonly key: string;
  readonly network: Race["network"];
  readonly kept: number;
  readonly examples: number;
  readonly loop: number;
  readonly plan: number;
}

const allCases: readonly Case[] = [
  { key: "lenetOverLoop", network: "sample", kept: 0.5, examples: 1000, loop: 4, plan: 64 },
  { key: "lenet225OverLoop", network: "sample", kept: 0.225, examples: 1000, loop: 4, plan: 64 },
  { key: "wideOverLoop", network: wideDense, kept: 0.5, examples: 1000, loop: 12, plan: 128 },
  { key: "wide225OverLoop", network: wideDense, kept: 0.225, examples: 1000, loop: 12, plan: 128 },
  { key: "wideConvOverLoop", network: wideConv, kept: 0.5, examples: 200, loop: 4, plan: 24 },
  { key: "wideConv225OverLoop", network: wideConv, kept: 0.225, examples: 200, loop: 4, plan: 24 },
  { key: "colour225OverLoop", network: colour, kept: 0.225, examples: 100, loop: 2, plan: 12 },
  { key: "colour500OverLoop", network: colour, kept: 0.5, examples: 100, loop: 2, plan: 8 },
];
const cases = allCases.filter(({ key }) => wantedCase(key));

/** Tricks switched off: one of those that the kernel's plan uses, or the kernel itself and one of tfjs's with it. */
const ablations: readonly (readonly Trick[])[] = [
  ["gather"],
  ["zeros"],
  ["shared"],
  ["table"],
  ["contributions"],
  ["prefix"],
  ["kernel"],
  ["kernel", "fold"],
  ["kernel", "stack"],
  ["kernel", "prefix"],
];

const examplesOf = (examples: number) => (tiny ? 8 * Math.ceil(examples / 160) : examples);
/**
 * Coalitions that are not counted: LeNet-5's table has 64 subsets, which come about after some hundreds; and what is
 * called seldom is compiled late.
 */
const first = (network: Race["network"]) => (tiny ? 8 : network === "sample" ? 512 : network === wideDense ? 256 : 32);

interface Found {
  readonly rows: Row[];
  readonly headline: Record<string, number>;
  largest: number;
  adapter: string;
}

function note(found: Found, label: string, race: Race, result: RaceResult, over: SideTimes, under: SideTimes): number {
  const row = rowOf(label, race, result, over, under);
  found.rows.push(row);
  found.largest = Math.max(found.largest, over.difference, under.difference);
  const [slow, fast] = [row["its ms a coalition"], row["its ms a coalition "]];
  console.log(`${label}: ${over.name} / ${under.name} = ${row["median ratio"]} (${slow} / ${fast} ms)`);
  return ratioOf(over, under);
}

/** Two sides in one race. */
async function duel(tab: Page, found: Found, label: string, race: Race): Promise<number> {
  const result = await raceIn(tab, race);
  const [over, under] = result.sides;
  return over && under ? note(found, label, race, result, over, under) : Number.NaN;
}

async function againstTheLoop(tab: Page, found: Found): Promise<void> {
  for (const { key, network, kept, examples, loop, plan } of cases) {
    const sides = [loopSide(tiny ? 1 : loop), planSide(tiny ? 4 : plan, first(network))];
    const race: Race = { network, backend: "wasm", kept, examples: examplesOf(examples), rounds, sides };
    found.headline[key] = await duel(tab, found, key, race);
  }
}

/** A pool of one worker against one of two: the same calls, asked for what each coalition is worth, as a run asks. */
async function twoWorkers(tab: Page, found: Found): Promise<void> {
  const ratios: number[] = [];
  const apart: number[] = [];
  for (const { network, kept, examples, plan } of cases.filter(({ key }) =>
    ["lenetOverLoop", "colour225OverLoop"].includes(key),
  )) {
    const shared = { asks: "worth", coalitions: tiny ? 8 : 4 * plan, first: 2 * first(network) } as const;
    const sides = [
      { ...shared, name: "one worker", kind: "pool", workers: 1 },
      { ...shared, name: "two workers", kind: "pool", workers: 2 },
      { ...shared, name: "two that share nothing", kind: "apart", workers: 2 },
    ] as const;
    const race: Race = { network, backend: "wasm", kept, examples: examplesOf(examples), rounds, sides };
    const result = await raceIn(tab, race);
    const [one, two, both] = result.sides;
    if (!one || !two || !both) throw new Error("a side is missing");
    ratios.push(note(found, "workers", race, result, one, two));
    apart.push(note(found, "workers", race, result, one, both));
  }
  found.headline.twoWorkersOverOne = Math.min(...ratios);
  found.headline.twoApartOverOne = Math.min(...apart);
}

async function ablation(tab: Page, found: Found): Promise<void> {
  for (const { network, kept, examples, plan } of cases.filter(({ key }) =>
    ["lenetOverLoop", "wideOverLoop", "colour225OverLoop"].includes(key),
  ))
    for (const without of ablations) {
      const coalitions = tiny ? 4 : Math.ceil(plan / 2);
      const sides = [planSide(coalitions, first(network), without), planSide(coalitions, first(network))];
      const race: Race = { network, backend: "wasm", kept, examples: examplesOf(examples), rounds, sides };
      await duel(tab, found, "ablation", race);
    }
}

async function onWebgpu(tab: Page, found: Found): Promise<void> {
  const { headline, adapter } = await webgpuRaces(tab, (label, race, result, over, under) =>
    note(found, label, race, result, over, under),
  );
  Object.assign(found.headline, headline);
  found.adapter = adapter;
}

async function ablationOnWebgpu(tab: Page, found: Found): Promise<void> {
  await webgpuAblation(tab, (label, race, result, over, under) => note(found, label, race, result, over, under));
}

async function building(tab: Page, found: Found): Promise<void> {
  const built = await buildingIn(tab);
  Object.assign(found.headline, built.headline);
  found.rows.push(...built.rows);
}

/** A part's rows as soon as there are any: the whole takes a quarter of an hour, and more on a busy machine. */
function keep(part: string, rows: readonly Row[]): void {
  const folder = path.join(import.meta.dirname, "../out");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `speed-${part}.json`), `${JSON.stringify(rows, null, 2)}\n`);
}

/**
 * What the evaluation plan gains, in a real browser with both sides by turns in one run: against a mask-by-mask tfjs loop,
 * of two workers over one, of each trick by itself, on WebGPU, and end to end. Reading examples is outside of all clocks.
 */
export async function bench(): Promise<BenchResult> {
  const found: Found = { rows: [], headline: {}, largest: 0, adapter: "not asked" };
  const parts = {
    loop: againstTheLoop,
    workers: twoWorkers,
    building,
    ablation,
    webgpu: onWebgpu,
    "webgpu-ablation": ablationOnWebgpu,
  } as const;
  const browser = await actOnPage("race.html", async (tab) => {
    for (const [part, run] of Object.entries(parts)) {
      if (!wanted(part)) continue;
      const before = found.rows.length;
      await run(tab, found);
      keep(part, found.rows.slice(before));
    }
  });
  return {
    headline: { ...found.headline, largestDifference: found.largest },
    rows: found.rows,
    environment: { browser, webgpu: found.adapter },
  };
}
