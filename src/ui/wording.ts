import type { Payoff } from "../core/game/payoff.ts";
import type { Plays } from "../core/game/plays.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import { survivorBias } from "../core/prune/iterated-pruning.ts";
import type { SelectionScope, StrategySettings } from "../core/prune/trail.ts";
import type { UncertaintyStatistic } from "../core/uncertainty/band.ts";
import type { Measure } from "../state/answers.ts";
import type { Side } from "../state/lab-state.ts";
import type { PoolFocus, Ranking, Settings, TinyOthers } from "../state/settings.ts";
import { rateWords } from "./quantities.ts";

export const statisticWords: Record<UncertaintyStatistic, string> = {
  "vote-disagreement": "Disagreement of votes",
  "predictive-variance": "Predictive variance",
  "predictive-entropy": "Predictive entropy (nats)",
  "mutual-information": "Mutual information (nats)",
  "payoff-deviation": "Deviation of the worth",
};

export const payoffWords: Record<Payoff, string> = {
  accuracy: "Accuracy",
  "balanced-accuracy": "Balanced accuracy",
  "macro-f1": "F1, mean over classes",
  "true-class-probability": "True-class probability",
  "log-likelihood": "Log-likelihood (nats)",
  agreement: "Agreement with the full network",
  "explained-variance": "Explained variance",
};

/** What the lab's figures are. */
export const measureWords: Record<Measure, string> = {
  accuracy: "accuracy",
  agreement: "agreement",
  "explained-variance": "explained variance",
};

export const rankingWords: Record<Ranking, string> = {
  "one-index": "One index",
  pool: "One pool for every d",
};

export const stopWords: Record<Settings["stop"], string> = {
  evaluations: "Coalitions are spent",
  seconds: "Time is up",
  settled: "The top is settled",
};

export const poolFocusWords: Record<PoolFocus, string> = {
  bias: "Half at the present d",
  even: "Even over all d",
};

export const examplesEachWords = {
  all: "All calibration examples",
  balanced: "Balanced with the coalitions",
  number: "A number",
} as const;

export const playsWords: Record<Plays, string> = {
  together: "All together",
  "layer-by-layer": "One layer at a time",
};

export const scopeWords: Record<SelectionScope, string> = {
  global: "Globally",
  "layer-wise": "Within each layer",
};

/** Where the powers at hand are those of one layer at a time. */
export const layeredScopeWords: Record<SelectionScope, string> = {
  global: "Globally, scaled by layer",
  "layer-wise": "Within each layer",
};

export const sideWords: Record<Side, string> = {
  first: "First (p)",
  second: "Second (q)",
  always: "Always present",
};

export const tinyOthersWords: Record<TinyOthers, string> = {
  present: "All present",
  absent: "All absent",
};

export const indexWords: Record<PowerIndex["kind"], string> = {
  "biased-banzhaf": "Biased Banzhaf",
  banzhaf: "Banzhaf",
  shapley: "Shapley",
};

export const backendWords: Record<Settings["backend"], string> = {
  auto: "Best available",
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  cpu: "Plain JavaScript",
};

/** An index with its bias: "biased Banzhaf, d = 0.225". */
export function indexInWords(index: PowerIndex): string {
  return index.kind === "biased-banzhaf"
    ? `biased Banzhaf, d = ${rateWords(index.bias)}`
    : index.kind === "banzhaf"
      ? "Banzhaf"
      : "Shapley";
}

/** The index that a strategy plays by: the iterated ones choose the bias themselves (METHOD section 6). */
export function roundIndexInWords({ strategy, index }: Pick<StrategySettings, "strategy" | "index">): string {
  if (index.kind !== "biased-banzhaf" || strategy === "top-n") return indexInWords(index);
  return strategy === "iterated-pruning"
    ? `biased Banzhaf at ${survivorBias} over the survivors`
    : `biased Banzhaf at the round's rate for d = ${rateWords(index.bias)}`;
}

/** An estimator's name as a choice. */
export function estimatorWords(name: string): string {
  return name === "default" ? "Default for the index" : capital(name);
}

/** The first letter large: "Explained variance". */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The entries of a record that are on offer, in the order of the offer. */
export function pickWords<T extends string>(
  words: Readonly<Record<T, string>>,
  offered: readonly T[],
): Partial<Record<T, string>> {
  return Object.fromEntries(offered.map((value) => [value, words[value]])) as Partial<Record<T, string>>;
}

/** Entries of a record as options of a select, in order. */
export function optionsOf<T extends string>(
  words: Readonly<Partial<Record<T, string>>>,
): { value: T; label: string }[] {
  return (Object.keys(words) as T[]).map((value) => ({ value, label: words[value] ?? value }));
}
