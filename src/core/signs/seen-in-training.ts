import type { RankFrom, SplitPart } from "../dataset/dataset.ts";
import { counted, type Figure, percent, type Sign } from "./sign.ts";

/** What the person says that training saw. */
export const trainingSawAnswers = ["unknown", "none", "training-files", "all"] as const;
export type TrainingSaw = (typeof trainingSawAnswers)[number];

/** Mean log-likelihood of the true classes on some examples, in nats. */
export interface Likelihood {
  readonly mean: number;
  readonly standardError: number;
  readonly examples: number;
}

/** How the full network does on each part. */
export interface FullOnParts {
  readonly accuracy: Readonly<Record<SplitPart, Figure>>;
  /** null where the outputs are no probabilities of classes. */
  readonly likelihood: Readonly<Record<SplitPart, Likelihood>> | null;
}

/** A full network that does better on the examples that rank and choose than on those that report, beyond chance. */
export interface BetterWhereRanked {
  readonly by: "accuracy" | "log-likelihood";
  /** Standard errors between the two. */
  readonly z: number;
  readonly ranked: number;
  readonly rankedExamples: number;
  readonly test: number;
  readonly testExamples: number;
}

/** One-sided 0.5 % for each of the two comparisons: a false alarm in a hundred; our choice. */
const beyondChance = 2.576;

/** Pools two parts: their weighted mean and its standard error. */
function pooled(a: Likelihood, b: Likelihood): Likelihood {
  const examples = a.examples + b.examples;
  return {
    mean: (a.mean * a.examples + b.mean * b.examples) / examples,
    standardError: Math.hypot(a.examples * a.standardError, b.examples * b.standardError) / examples,
    examples,
  };
}

/**
 * Compares calibration and validation examples together with the test examples: two proportions (pooled z-test) and two
 * means of the log-likelihood (Welch). The larger deviation where it is beyond chance; null else.
 */
export function betterWhereRanked({ accuracy, likelihood }: FullOnParts): BetterWhereRanked | null {
  const { calibration, validation, test } = accuracy;
  const rankedExamples = calibration.examples + validation.examples;
  const right = calibration.value * calibration.examples + validation.value * validation.examples;
  const both = (right + test.value * test.examples) / (rankedExamples + test.examples);
  const error = Math.sqrt(both * (1 - both) * (1 / rankedExamples + 1 / test.examples));
  const sizes = { rankedExamples, testExamples: test.examples };
  const ranked = right / rankedExamples;
  const found: BetterWhereRanked[] = [
    { by: "accuracy", z: error > 0 ? (ranked - test.value) / error : 0, ranked, test: test.value, ...sizes },
  ];
  if (likelihood !== null) {
    const before = pooled(likelihood.calibration, likelihood.validation);
    const z = (before.mean - likelihood.test.mean) / Math.hypot(before.standardError, likelihood.test.standardError);
    found.push({ by: "log-likelihood", z, ranked: before.mean, test: likelihood.test.mean, ...sizes });
  }
  const [largest] = found.filter(({ z }) => z > beyondChance).sort((a, b) => b.z - a.z);
  return largest ?? null;
}

const nats = (value: number) => value.toFixed(3).replace("-", "−");

function evidenceWords({ by, z, ranked, test, rankedExamples, testExamples }: BetterWhereRanked): string {
  const [here, there] =
    by === "accuracy" ? [percent(ranked), percent(test)] : [`${nats(ranked)} nats`, `${nats(test)} nats`];
  const what = by === "accuracy" ? "accuracy" : "mean log-likelihood";
  return `The full network's ${what} is ${here} on the ${counted(rankedExamples)} examples that rank and choose and ${there} on the ${counted(testExamples)} test examples, ${z.toFixed(1)} standard errors apart: more than chance explains.`;
}

const afresh = "Take calibration and validation from the test files, or trust test figures only.";

/**
 * Whether training saw the examples that rank or report: by what the person says, by where the files put them, and by
 * how much better the full network does on them.
 * @param rankedFrom null where the split is by seed and all parts are of one kind
 * @param full null before it was measured, or where there are no right answers to be had
 */
export function seenInTraining(
  answer: TrainingSaw,
  rankedFrom: RankFrom | null,
  full: FullOnParts | null,
): Sign | null {
  const kind = "training-saw";
  if (answer === "all")
    return {
      kind,
      sentence:
        "Training saw all of these examples, those that report among them: no figure here says how well the networks do on new ones.",
      advice: "Add examples that training did not see, as a test file.",
      severity: "warning",
    };
  if (rankedFrom === null)
    return answer === "none"
      ? null
      : {
          kind,
          sentence:
            answer === "training-files"
              ? "Training saw some of these examples, and the split cannot tell which: calibration, validation and test figures are all probably too good."
              : "The files do not say which examples the network was trained on: if they are among these, calibration, validation and test figures are all too good.",
          advice: "Add examples that training did not see, as a test file, or say below that it saw none.",
          severity: answer === "training-files" ? "warning" : "notice",
        };
  if (rankedFrom === "test-files") return null;
  const evidence = full && betterWhereRanked(full);
  if (answer === "none")
    return (
      evidence && {
        kind,
        sentence: `Training saw none of these examples, you say. ${evidenceWords(evidence)}`,
        advice: `Look again at what it was trained on. ${afresh}`,
        severity: "warning",
      }
    );
  const sure = answer === "training-files";
  const said = sure
    ? "Training saw the training files, from which calibration and validation examples come, so units are ranked on what the network knows by heart and validation figures are too good."
    : "Calibration and validation examples come from the training files, which the network was probably trained on, so validation figures are probably too good.";
  return {
    kind,
    sentence: evidence ? `${said} ${evidenceWords(evidence)}` : said,
    advice: `Test figures are not touched by this. ${afresh}`,
    severity: sure || evidence ? "warning" : "notice",
  };
}
