import { type RankFrom, rankFroms } from "../core/dataset/dataset.ts";
import type { PairingChoice } from "../core/dataset/pairing.ts";
import type { ExamplesEach } from "../core/game/example-blocks.ts";
import { type Payoff, payoffs } from "../core/game/payoff.ts";
import { type Plays, playsChoices } from "../core/game/plays.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import { type TrainingSaw, trainingSawAnswers } from "../core/signs/seen-in-training.ts";
import { textbookGames } from "../core/tiny/textbook-games.ts";
import { type UncertaintyStatistic, uncertaintyStatistics } from "../core/uncertainty/band.ts";
import { defaultFractions } from "../core/uncertainty/default-fractions.ts";
import type { BackendName, Stop } from "../jobs/contract.ts";
import { isEstimatorName } from "./estimator-choice.ts";
import { pairingFrom, pairingText, scaleFrom } from "./pairing-text.ts";
import { defaultPruning, type PruningSettings, pruningReaders } from "./pruning-settings.ts";
import {
  examplesFrom,
  fractionsFrom,
  nameFrom,
  numberFrom,
  type Reader,
  switchFrom,
  wholeFrom,
  wordFrom,
} from "./setting-readers.ts";
import { defaultTuning, type TuningSettings, tuningReaders } from "./tuning-settings.ts";

/** Everything a person may choose before a run. null: the lab derives it from the network (see derived-settings.ts). */
export interface Settings extends PruningSettings, TuningSettings {
  /** Decides which coalitions are sampled. */
  readonly seed: number;
  /** Decides which examples calibrate, validate and test, where the files themselves do not. */
  readonly splitSeed: number;
  readonly backend: BackendName | "auto";
  /** Workers that evaluate coalitions on wasm and cpu; null: as many as suit the machine. */
  readonly workers: number | null;
  /** Examples at most of each part of the split. */
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
  /** Of files that set a test part aside: which of them rank and choose. */
  readonly rankFrom: RankFrom;
  /** Which of the examples the network was trained on, as far as the person knows. */
  readonly trainingSaw: TrainingSaw;
  /** Nested masks a kept fraction. */
  readonly masks: number;
  /** Kept fractions of the sweep, ascending, within (0, 1]. */
  readonly fractions: readonly number[];
  readonly statistic: UncertaintyStatistic;
  readonly rescaled: boolean;
  /** Whether power is estimated for one index, or one pool of coalitions serves every d and Shapley. */
  readonly ranking: Ranking;
  readonly index: PowerIndex["kind"];
  readonly payoff: Payoff;
  /** Who plays where power is estimated for one index. */
  readonly plays: Plays;
  /** A name of core/estimate/estimators.ts, or "default". */
  readonly estimator: string;
  readonly stop: Stop["kind"];
  /** Coalitions to spend, or at most where time or certainty decide. */
  readonly evaluations: number | null;
  readonly seconds: number;
  /** Differences of power up to this do not matter when the top is settled. */
  readonly tolerance: number;
  /** Spend on the undecided alone where that helps. */
  readonly focused: boolean;
  /** First ranking from backward passes. */
  readonly prior: boolean;
  readonly poolEvaluations: number | null;
  /** Examples that a coalition of an estimate is played on; the work stays that of the evaluations on all of them. */
  readonly examplesEach: ExamplesEach;
  /** Half of the pool at the present d, or all of it spread evenly. */
  readonly poolFocus: PoolFocus;
  /** The bias d; null follows the critical size. */
  readonly bias: number | null;
  /** How rows become inputs; what is left out, or all where it is null, the lab proposes. */
  readonly pairing: PairingChoice | null;
  /** Coalitions a step at most: pace only. */
  readonly step: number;
  /** Kept fractions of each set on the p x q surface, and masks at every pair. */
  readonly surfaceSteps: number;
  readonly surfaceMasks: number;
  readonly interactionEvaluations: number | null;
  readonly leastCoreEvaluations: number | null;
  /** Key of a textbook game, or "units" for chosen units of the network. */
  readonly tinyGame: string;
  /** What the units that do not play in the tiny game do. */
  readonly tinyOthers: TinyOthers;
  readonly tinyEvaluations: number;
}

export const rankings = ["one-index", "pool"] as const;
export type Ranking = (typeof rankings)[number];
export const stopKinds = ["evaluations", "seconds", "settled"] as const satisfies readonly Stop["kind"][];
export const poolFocuses = ["bias", "even"] as const;
export type PoolFocus = (typeof poolFocuses)[number];
export const tinyOthers = ["present", "absent"] as const;
export type TinyOthers = (typeof tinyOthers)[number];

export const defaultSettings: Settings = {
  seed: 1,
  splitSeed: 1,
  backend: "auto",
  workers: null,
  calibration: 500,
  validation: 1000,
  test: 10_000,
  rankFrom: "training-files",
  trainingSaw: "unknown",
  masks: 50,
  fractions: defaultFractions,
  statistic: "vote-disagreement",
  rescaled: true,
  ranking: "one-index",
  index: "biased-banzhaf",
  payoff: "accuracy",
  plays: "together",
  estimator: "default",
  stop: "evaluations",
  evaluations: null,
  seconds: 60,
  tolerance: 0,
  focused: false,
  prior: true,
  poolEvaluations: null,
  examplesEach: "all",
  poolFocus: "bias",
  bias: null,
  pairing: null,
  step: 1024,
  ...defaultPruning,
  ...defaultTuning,
  surfaceSteps: 8,
  surfaceMasks: 10,
  interactionEvaluations: null,
  leastCoreEvaluations: null,
  tinyGame: "gloves",
  tinyOthers: "present",
  tinyEvaluations: 200,
};

/** The tiny game that chosen units of the network play. */
export const unitsGame = "units";
const isTinyGame = (name: string) => name === unitsGame || textbookGames.some(({ key }) => key === name);

export const indexKinds = ["biased-banzhaf", "banzhaf", "shapley"] as const satisfies readonly PowerIndex["kind"][];

const readers: { readonly [Key in keyof Settings]: Reader<Settings[Key]> } = {
  seed: wholeFrom(0, 0xffff_ffff),
  splitSeed: wholeFrom(0, 0xffff_ffff),
  backend: wordFrom(["auto", "webgpu", "wasm", "cpu"]),
  workers: wholeFrom(1, 64),
  calibration: wholeFrom(1, 1_000_000),
  validation: wholeFrom(1, 1_000_000),
  test: wholeFrom(1, 1_000_000),
  rankFrom: wordFrom(rankFroms),
  trainingSaw: wordFrom(trainingSawAnswers),
  masks: wholeFrom(2, 10_000),
  fractions: fractionsFrom,
  statistic: wordFrom(uncertaintyStatistics),
  rescaled: switchFrom,
  ranking: wordFrom(rankings),
  index: wordFrom(indexKinds),
  payoff: wordFrom(payoffs),
  plays: wordFrom(playsChoices),
  estimator: nameFrom("the name of an estimator", isEstimatorName),
  stop: wordFrom(stopKinds),
  evaluations: wholeFrom(2, 10_000_000),
  seconds: wholeFrom(1, 86_400),
  tolerance: numberFrom(0, 1000),
  focused: switchFrom,
  prior: switchFrom,
  poolEvaluations: wholeFrom(2, 10_000_000),
  examplesEach: examplesFrom,
  poolFocus: wordFrom(poolFocuses),
  bias: numberFrom(0.01, 0.99),
  pairing: pairingFrom,
  step: wholeFrom(1, 4096),
  ...pruningReaders,
  ...tuningReaders,
  surfaceSteps: wholeFrom(2, 20),
  surfaceMasks: wholeFrom(2, 1000),
  interactionEvaluations: wholeFrom(2, 10_000_000),
  leastCoreEvaluations: wholeFrom(2, 10_000_000),
  tinyGame: nameFrom("a textbook game or units", isTinyGame),
  tinyOthers: wordFrom(tinyOthers),
  tinyEvaluations: wholeFrom(2, 1_000_000),
};

/** In an address: the sample is to be opened. */
export const sampleName = "sample";

/** Names that older addresses used, and the setting that each has become. */
const formerNames: { readonly [name: string]: { readonly name: keyof Settings; readonly reader: Reader<unknown> } } = {
  scale: { name: "pairing", reader: scaleFrom },
};

/** Settings from a query string such as `?seed=1&masks=4`. What makes no sense is left at its default, with a note. */
export function readSettings(query: string): { readonly settings: Settings; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const chosen: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(query)) {
    if (name === sampleName) continue;
    const former = Object.hasOwn(formerNames, name) ? formerNames[name] : undefined;
    const own = Object.hasOwn(readers, name) ? (readers as Record<string, Reader<unknown>>)[name] : undefined;
    const reader = former?.reader ?? own;
    if (reader === undefined) {
      notes.push(`The address names a setting “${name}” that Quorum does not know; it is ignored.`);
      continue;
    }
    const value = reader.read(text);
    if (value === undefined)
      notes.push(`The address says ${name}=${text}, but ${reader.expected} is expected; the default is used.`);
    else chosen[former?.name ?? name] = value;
  }
  return { settings: { ...defaultSettings, ...chosen }, notes };
}

function textOf(value: Settings[keyof Settings]): string {
  if (Array.isArray(value))
    return value.some((item) => typeof item === "object") ? JSON.stringify(value) : String(value);
  return value !== null && typeof value === "object" ? pairingText(value as PairingChoice) : String(value ?? "");
}

/** Which of some settings no address could say, each with what is expected of it, such as "masks: a whole number from 2 to 10000". */
export function outOfRange(settings: Partial<Settings>): readonly string[] {
  return (Object.keys(settings) as (keyof Settings)[]).flatMap((name) => {
    const text = textOf(settings[name] ?? null);
    if (text === textOf(defaultSettings[name]) || readers[name].read(text) !== undefined) return [];
    return [`${name}: ${readers[name].expected}`];
  });
}

/** The query string that says how the settings differ from the defaults; empty where they do not. */
export function writeSettings(settings: Settings): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(readers) as (keyof Settings)[]) {
    const text = textOf(settings[name]);
    if (text !== textOf(defaultSettings[name])) query.set(name, text);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
