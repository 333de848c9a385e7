import { type Payoff, payoffs } from "../core/game/payoff.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import { type StrategyName, strategyNames } from "../core/prune/trail.ts";
import { type UncertaintyStatistic, uncertaintyStatistics } from "../core/uncertainty/band.ts";
import type { BackendName } from "../jobs/contract.ts";
import { fractionsFrom, type Reader, switchFrom, wholeFrom, wordFrom } from "./setting-readers.ts";

/** Everything a person may choose before a run. null: the lab derives it from the network (see derived-settings.ts). */
export interface Settings {
  /** Decides which coalitions are sampled. */
  readonly seed: number;
  /** Decides which examples calibrate, validate and test, where the files themselves do not. */
  readonly splitSeed: number;
  readonly backend: BackendName | "auto";
  /** Examples at most of each part of the split. */
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
  /** Nested masks a kept fraction. */
  readonly masks: number;
  /** Kept fractions of the sweep, ascending, within (0, 1]. */
  readonly fractions: readonly number[];
  readonly statistic: UncertaintyStatistic;
  readonly rescaled: boolean;
  readonly index: PowerIndex["kind"];
  readonly payoff: Payoff;
  readonly evaluations: number | null;
  /** Coalitions a step at most: pace only. */
  readonly step: number;
  readonly strategy: StrategyName;
  /** Units to keep. */
  readonly target: number | null;
  readonly stepUnits: number;
  readonly roundEvaluations: number | null;
}

export const defaultSettings: Settings = {
  seed: 1,
  splitSeed: 1,
  backend: "auto",
  calibration: 500,
  validation: 1000,
  test: 10_000,
  masks: 30,
  fractions: Array.from({ length: 20 }, (_, place) => (place + 1) / 20),
  statistic: "vote-disagreement",
  rescaled: true,
  index: "biased-banzhaf",
  payoff: "accuracy",
  evaluations: null,
  step: 64,
  strategy: "iterated-building",
  target: null,
  stepUnits: 8,
  roundEvaluations: null,
};

export const indexKinds = ["biased-banzhaf", "banzhaf", "shapley"] as const satisfies readonly PowerIndex["kind"][];

const readers: { readonly [Key in keyof Settings]: Reader<Settings[Key]> } = {
  seed: wholeFrom(0, 0xffff_ffff),
  splitSeed: wholeFrom(0, 0xffff_ffff),
  backend: wordFrom(["auto", "webgpu", "wasm", "cpu"]),
  calibration: wholeFrom(1, 1_000_000),
  validation: wholeFrom(1, 1_000_000),
  test: wholeFrom(1, 1_000_000),
  masks: wholeFrom(2, 10_000),
  fractions: fractionsFrom,
  statistic: wordFrom(uncertaintyStatistics),
  rescaled: switchFrom,
  index: wordFrom(indexKinds),
  payoff: wordFrom(payoffs),
  evaluations: wholeFrom(2, 10_000_000),
  step: wholeFrom(1, 4096),
  strategy: wordFrom(strategyNames),
  target: wholeFrom(1, 1_000_000),
  stepUnits: wholeFrom(1, 100_000),
  roundEvaluations: wholeFrom(2, 10_000_000),
};

/** Settings from a query string such as `?seed=1&masks=4`. What makes no sense is left at its default, with a note. */
export function readSettings(query: string): { readonly settings: Settings; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const chosen: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(query)) {
    const reader = (readers as Record<string, Reader<unknown> | undefined>)[name];
    if (reader === undefined) {
      notes.push(`The address names a setting “${name}” that Quorum does not know; it is ignored.`);
      continue;
    }
    const value = reader.read(text);
    if (value === undefined)
      notes.push(`The address says ${name}=${text}, but ${reader.expected} is expected; the default is used.`);
    else chosen[name] = value;
  }
  return { settings: { ...defaultSettings, ...chosen }, notes };
}

/** The query string that says how the settings differ from the defaults; empty where they do not. */
export function writeSettings(settings: Settings): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(readers) as (keyof Settings)[]) {
    const text = String(settings[name] ?? "");
    if (text !== String(defaultSettings[name] ?? "")) query.set(name, text);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
