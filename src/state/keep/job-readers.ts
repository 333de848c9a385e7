import { listOf, number, oneOf, orAbsent, orNull, type Reader, text } from "../../core/experiment/reader.ts";
import { examplesEach, groupRules, powerIndex, strategySettings } from "../../core/experiment/strategy-reader.ts";
import { payoffs } from "../../core/game/payoff.ts";
import { playsChoices } from "../../core/game/plays.ts";
import { selectionScopes } from "../../core/prune/trail.ts";
import { repairKinds } from "../../core/repair/repair-settings.ts";
import type { EstimateSpec, JobKind, Jobs, PrepareSpec, SurfaceSpec } from "../../jobs/contract.ts";
import type { RepairSpec } from "../../jobs/repair-contract.ts";
import type { TinySpec } from "../../jobs/tiny-contract.ts";
import { compareSpec, comparison, latency, latencySpec } from "./compare-readers.ts";
import * as figures from "./figure-readers.ts";
import { prepared } from "./opened-readers.ts";
import { count, having, texts } from "./shape-readers.ts";

/** Readers of what a job of one kind was asked and what it answered. */
export interface JobReaders<K extends JobKind> {
  readonly spec: Reader<Jobs[K]["spec"]>;
  readonly answer: Reader<Jobs[K]["answer"]>;
}

const payoff = oneOf(...payoffs);
const seeded = { seed: number, payoff };

const repairSpec =
  (players: number): Reader<RepairSpec> =>
  (value, path) => {
    figures.repairedSelection(players)(value, path);
    return having<RepairSpec>({
      seed: number,
      point: having({ run: text, size: count }),
      settings: having({ kind: oneOf(...repairKinds) }) as Reader<RepairSpec["settings"]>,
      examples: count,
    })(value, path);
  };

/** By kind of job, for a network of so many players. */
const byKind = {
  prepare: () => ({
    spec: having<PrepareSpec>({
      seed: number,
      prefer: oneOf("auto", "webgpu", "wasm", "cpu"),
      calibration: count,
      validation: count,
      test: count,
      pairing: orNull(having({})),
    }),
    answer: prepared,
  }),
  sweep: (players: number) => ({
    spec: having<Jobs["sweep"]["spec"]>({ seed: number, stepEvaluations: number, settings: figures.sweepSettings }),
    answer: figures.sweep(players),
  }),
  surface: (players: number) => ({
    spec: having<SurfaceSpec>({
      seed: number,
      first: texts,
      second: texts,
      fractions: listOf(number),
      masks: number,
      statistic: figures.statistic,
    }),
    answer: figures.surface(players),
  }),
  estimate: (players: number) => ({
    spec: having<EstimateSpec>({
      ...seeded,
      index: powerIndex,
      estimator: text,
      stop: having({ kind: oneOf("evaluations", "seconds", "settled"), evaluations: number }) as Reader<
        EstimateSpec["stop"]
      >,
      stepEvaluations: number,
      priorMasks: number,
      count,
      examplesEach: orAbsent(examplesEach),
      plays: orAbsent(oneOf(...playsChoices)),
      rules: orAbsent(groupRules),
    }),
    answer: figures.estimation(players),
  }),
  pool: (players: number) => ({
    spec: having<Jobs["pool"]["spec"]>({
      ...seeded,
      evaluations: number,
      focus: orNull(number),
      examplesEach: orAbsent(examplesEach),
    }),
    answer: figures.poolFit(players),
  }),
  sensitivity: (players: number) => ({
    spec: having<Jobs["sensitivity"]["spec"]>({
      fit: figures.poolFit(players),
      biases: listOf(number),
      target: count,
      scope: oneOf(...selectionScopes),
    }),
    answer: figures.sensitivity,
  }),
  interaction: () => ({
    spec: having<Jobs["interaction"]["spec"]>({ ...seeded, units: listOf(count), bias: number, evaluations: number }),
    answer: figures.interaction,
  }),
  irreplaceability: (players: number) => ({
    spec: having<Jobs["irreplaceability"]["spec"]>({ ...seeded, evaluations: number }),
    answer: figures.leastCore(players),
  }),
  tiny: () => ({
    spec: having<TinySpec>({
      ...seeded,
      game: having({ kind: oneOf("textbook", "units") }) as Reader<TinySpec["game"]>,
      index: powerIndex,
      evaluations: number,
    }),
    answer: figures.tinyGame,
  }),
  prune: (players: number) => ({
    spec: having<Jobs["prune"]["spec"]>({
      ...seeded,
      settings: strategySettings,
      estimate: orNull(figures.powerEstimate(players)),
    }),
    answer: figures.trail(players),
  }),
  repair: (players: number) => ({ spec: repairSpec(players), answer: figures.repair }),
  compare: (players: number) => ({ spec: compareSpec(players), answer: comparison }),
  latency: (players: number) => ({ spec: latencySpec(players), answer: latency }),
} satisfies { readonly [K in JobKind]?: (players: number) => JobReaders<K> };

/** Kinds of jobs whose runs are kept. */
export type KeptKind = keyof typeof byKind;

/** @param players units of the network that the run was of */
export function jobReaders<K extends KeptKind>(kind: K, players: number): JobReaders<K> {
  return byKind[kind](players) as unknown as JobReaders<K>;
}
