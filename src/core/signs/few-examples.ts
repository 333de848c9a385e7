import { counted, type Figure, points, type Sign } from "./sign.ts";

/** Figures that are known no better than this, either way, are worth a word; from `coarse` on, a warning. Our choice. */
const [wide, coarse] = [0.03, 0.1];

/** Parts so small that their figures mean little, judged by the full network's intervals. */
export function fewExamples(full: { readonly validation: Figure; readonly test: Figure } | null): Sign | null {
  if (full === null) return null;
  const small = (["validation", "test"] as const)
    .map((part) => ({ part, half: (full[part].interval[1] - full[part].interval[0]) / 2, of: full[part].examples }))
    .filter(({ half }) => half > wide);
  if (small.length === 0) return null;
  const words = small.map(({ part, half, of }) => `${part} figures (${counted(of)} examples) to about ${points(half)}`);
  return {
    kind: "few-examples",
    sentence: `There are few examples: ${words.join(", ")} either way.`,
    advice: "Differences smaller than that are chance, whoever is ahead; add examples, or raise the counts below.",
    severity: small.some(({ half }) => half > coarse) ? "warning" : "notice",
  };
}
