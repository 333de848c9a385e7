import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { PowerEstimate } from "../../src/core/power/power-index.ts";
import type { StrategyName } from "../../src/core/prune/trail.ts";
import { cached, kept } from "../network-game.ts";
import { type Appraised, appraise, refitSettings } from "./appraised.ts";
import { budget, isOverBudget } from "./budget.ts";
import { type ChosenUnits, chance, choose, selectionOf, settingsOf } from "./chosen-units.ts";
import { type Contender, isSampled, strategyContenders } from "./contenders.ts";
import { closeSession, examples, type LabSession, openSession } from "./lab-session.ts";
import { type Tuned, tune, tuning } from "./tuned.ts";

/** A cell is not in the cache and may not be computed now. */
export class NotComputed extends Error {}

/** Whose widths rankings are held to. */
const building = strategyContenders.find(({ name }) => name === "iterated-building") as Contender;

/**
 * To be raised when a strategy comes to choose other units. A hash of the sources would forget hours of cells with every
 * edit that changes no number: compute a few anew after such an edit, and compare.
 */
const generations: Partial<Record<StrategyName, number>> = {
  // judged by log-likelihood, and swaps believed from 0.25 standard errors
  "building-with-swaps": 2,
  "pruning-with-swaps": 2,
  // refits look at convolutions all over the image
  reconstruction: 3,
};
const generationOf = (strategy: StrategyName) => generations[strategy] ?? 1;

function fileHash(network: string): string {
  const hash = createHash("sha256");
  for (const file of ["model.json", "group1-shard1of1.bin"])
    hash.update(readFileSync(path.join("bench/networks", network, file)));
  return hash.digest("hex").slice(0, 16);
}

/** The networks' runs, from the cache or computed; one network is open at a time. */
export interface Cells {
  /** What a contender keeps of a network at a size. Of chance, `seed` is the draw. */
  chosen(network: string, contender: Contender, size: number, seed: number): Promise<ChosenUnits>;
  /** A choice as it is reported: reads its test examples. */
  appraised(network: string, chosen: ChosenUnits): Promise<Appraised>;
  tuned(network: string, chosen: ChosenUnits): Promise<Tuned>;
  full(network: string): Promise<{ readonly validation: number; readonly test: number }>;
}

/**
 * Sessions that rank on other numbers of examples stay open beside each other.
 * @param sizes that runs which pass through many sizes are to record
 * @param compute whether what is missing is computed; else NotComputed is thrown
 */
export function cellsOf(sizes: readonly number[], compute: boolean, matchedTo: Contender = building): Cells {
  let opened = { network: "", sessions: new Map<number, LabSession>() };
  const sessionOf = async (network: string, ranking: number): Promise<LabSession> => {
    if (opened.network !== network) {
      for (const session of opened.sessions.values()) closeSession(session);
      opened = { network, sessions: new Map() };
    }
    const session = opened.sessions.get(ranking) ?? (await openSession(network, ranking));
    opened.sessions.set(ranking, session);
    return session;
  };
  async function cell<T>(
    network: string,
    key: Readonly<Record<string, unknown>>,
    make: (session: LabSession) => Promise<T>,
    ranking: number = examples.ranking,
  ): Promise<T> {
    const whole = { quality: 1, network: fileHash(network), examples, ...key };
    const earlier = kept<T>(whole);
    if (earlier !== undefined) return earlier;
    if (!compute) throw new NotComputed();
    return cached(whole, async () => make(await sessionOf(network, ranking)));
  }

  /** One estimate for all sizes. */
  const ranking = (network: string, contender: Contender, seed: number, least: number) => {
    const { strategy, payoff } = contender;
    return cell(
      network,
      { ranking: strategy, payoff, budget, generation: generationOf(strategy), seed },
      async (session) => {
        const start = performance.now();
        const settings = settingsOf(contender, least, null, session);
        const trail = await session.ask("prune", { seed, payoff, estimate: null, settings });
        if (!trail?.estimate) throw new Error(`${contender.name} gave no estimate`);
        const { power, evaluations } = trail.estimate;
        return { power: [...power], evaluations, seconds: (performance.now() - start) / 1000 };
      },
    );
  };
  const estimateFrom = (power: readonly number[], evaluations: number): PowerEstimate => ({
    power: Float64Array.from(power),
    standardError: new Float64Array(power.length).fill(Number.NaN),
    degreesOfFreedom: 0,
    evaluations,
  });

  async function chosen(network: string, contender: Contender, size: number, seed: number): Promise<ChosenUnits> {
    const { name: _, ...what } = contender;
    const used = isSampled(contender) || contender.strategy === "random" ? seed : 1;
    const matched = contender.matched ? await chosen(network, matchedTo, size, seed) : null;
    const strategy = contender.strategy === "random" ? "top-n" : contender.strategy;
    const key = {
      ...what,
      budget,
      generation: generationOf(contender.strategy),
      seed: used,
      matched: matched?.selection ?? null,
    };
    if (isOverBudget(contender.strategy)) {
      const [ends, passed] = contender.strategy === "greedy-building" ? [size, [size]] : [Math.min(...sizes), sizes];
      const path = await cell(network, { path: key, sizes: passed }, (session) =>
        choose(session, contender, settingsOf(contender, ends, null, session), used, passed),
      );
      const found = path.find((one) => one.size === size);
      if (!found) throw new Error(`${contender.name} did not pass ${size} units`);
      return found;
    }
    const estimate =
      contender.strategy === "top-n" ? await ranking(network, contender, used, Math.min(...sizes)) : null;
    const choosing = async (session: LabSession) => {
      const given =
        contender.strategy === "random"
          ? chance(1, seed)
          : estimate && estimateFrom(estimate.power, estimate.evaluations);
      const ranked = { ...contender, strategy };
      const settings = settingsOf(ranked, size, matched, session);
      const [made] = await choose(session, ranked, settings, used, [size], given);
      if (!made) throw new Error(`${contender.name} did not reach ${size} units`);
      return { ...made, seconds: made.seconds + (estimate?.seconds ?? 0) };
    };
    return cell(network, { choice: key, size }, choosing, contender.ranking);
  }

  return {
    chosen,
    appraised: (network, chosen) =>
      cell(
        network,
        { appraised: chosen.selection, refit: "by coalition, places drawn example by example", refitSettings },
        (session) => appraise(session, { selection: selectionOf(chosen), validation: chosen.validation }),
      ),
    tuned: (network, { selection }) =>
      cell(network, { tuned: selection, refitSettings, tuning }, (session) =>
        tune(session, selectionOf({ selection })),
      ),
    full: (network) =>
      cell(network, { full: true }, async ({ full }) => ({ validation: full.validation.value, test: full.test.value })),
  };
}
