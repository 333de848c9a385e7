import type { Payoff } from "../core/game/payoff.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import type { StrategyName } from "../core/prune/trail.ts";
import type { UncertaintyStatistic } from "../core/uncertainty/band.ts";
import type { Settings } from "../state/settings.ts";
import { rateWords } from "./quantities.ts";

export const statisticWords: Record<UncertaintyStatistic, string> = {
  "vote-disagreement": "Disagreement of votes",
  "predictive-variance": "Predictive variance",
  "predictive-entropy": "Predictive entropy (nats)",
  "mutual-information": "Mutual information (nats)",
  "payoff-deviation": "Deviation of accuracy",
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

export const indexWords: Record<PowerIndex["kind"], string> = {
  "biased-banzhaf": "Biased Banzhaf",
  banzhaf: "Banzhaf",
  shapley: "Shapley",
};

export const strategyWords: Record<StrategyName, string> = {
  "iterated-building": "Iterated building",
  "iterated-pruning": "Iterated pruning",
  "top-n": "Top-n",
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

/** Entries of a record as options of a select, in order. */
export function optionsOf<T extends string>(words: Readonly<Record<T, string>>): { value: T; label: string }[] {
  return (Object.keys(words) as T[]).map((value) => ({ value, label: words[value] }));
}
