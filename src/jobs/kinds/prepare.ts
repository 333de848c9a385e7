import { splitParts } from "../../core/dataset/dataset.ts";
import { splitRows } from "../../core/dataset/split.ts";
import { FailureError } from "../../core/failure.ts";
import { grandBatch } from "../../core/game/coalition-batch.ts";
import type { Outputs } from "../../core/game/evaluator.ts";
import { perExamplePayoffsOf } from "../../core/game/per-example-payoff.ts";
import { type Score, scoresOf } from "../../core/game/score.ts";
import { costOf } from "../../core/model/cost.ts";
import { runReference } from "../../core/model/reference-network.ts";
import type { Likelihood } from "../../core/signs/seen-in-training.ts";
import { RunningMoments } from "../../core/stats/running-moments.ts";
import type { Progress, Step } from "../../core/step.ts";
import type { Prepared as Answer } from "../contract.ts";
import { largestRelativeGap } from "../gaps.ts";
import type { Job } from "../host.ts";
import { memoryExpected, refuseWithout } from "../memory-expected.ts";
import { livingPace, machinePace } from "../pace.ts";
import { workerCount } from "../pool/worker-count.ts";
import { outputsInSteps } from "../score-of.ts";
import { truthReader } from "../truth-reader.ts";
import { type FoundPairing, trialPool, tryPairings } from "../try-pairings.ts";
import { inputReader, loaded, type Prepared, type Workbench } from "../workbench.ts";

/** Multiply-accumulates that the slow reference network may take for the comparison on the person's own network. */
const referenceMacs = 2e8;
/** Differences between backend and reference network above this, relative to 1 + |output|, stop the preparation. */
const parityTolerance = 1e-2;

/** Largest relative difference between the backend and the reference network on a few examples; null where it would take too long. */
async function parity(bench: Workbench, session: Prepared): Promise<number | null> {
  const { model } = loaded(bench);
  const count = Math.min(4, session.split.calibration.length, Math.floor(referenceMacs / costOf(model.model).macs));
  if (count === 0) return null;
  const rows = session.split.calibration.slice(0, count);
  const expected = runReference(model.model, session.inputsOf(rows), count);
  const { values } = await session.evaluator.outputs(grandBatch(1, model.players.count), rows);
  const gap = largestRelativeGap(expected, values);
  if (gap <= parityTolerance) return gap;
  throw new FailureError({
    kind: "backend-wrong",
    message: `The ${session.backend.name} backend computes this network differently from the reference: off by ${gap.toPrecision(2)} of 1 + |output|.`,
    advice: "Choose another backend in the settings.",
  });
}

interface Measured {
  readonly score: Score;
  readonly likelihood: Likelihood | null;
}

/** The full network's score on some rows and, where they have classes of their own, its mean log-likelihood. */
function measuredOn(session: Prepared, outputs: Outputs, rows: Int32Array): Measured {
  const truth = session.truthOf(rows);
  const score = scoresOf(outputs, truth)[0] as Score;
  if (truth.kind !== "classes" || session.measure !== "accuracy") return { score, likelihood: null };
  const moments = new RunningMoments();
  for (const each of perExamplePayoffsOf(outputs, truth.labels, "log-likelihood")) moments.add(each);
  return { score, likelihood: { mean: moments.mean, standardError: moments.standardError, examples: rows.length } };
}

function likelihoodOf(
  calibration: Measured,
  validation: Measured,
  test: Measured,
): NonNullable<Answer["likelihood"]> | null {
  const [a, b, c] = [calibration.likelihood, validation.likelihood, test.likelihood];
  return a && b && c ? { calibration: a, validation: b, test: c } : null;
}

/** Passes on what is tried, a step each, until a pairing is found. */
async function* found(
  trying: ReturnType<typeof tryPairings>,
  step: (news: Partial<Answer>, progress: Progress) => Step<Answer>,
): AsyncGenerator<Step<Answer>, FoundPairing> {
  for (;;) {
    const { value, done } = await trying.next();
    if (done) return value;
    const { trials, done: tried } = value;
    const stage = `Trying pairings of data and network: ${tried} so far`;
    yield step({ stage, trials }, { done: 1, total: 4, unit: "stages" });
  }
}

/** Splits the examples, starts the backend, pairs data and network, warms up, tests the backend, and measures the full network. */
export const prepare: Job<"prepare"> = async function* (bench, spec) {
  const { model, dataset } = loaded(bench);
  const nothing = { backend: null, workers: null, split: null, pairing: null, trials: null, measure: null, full: null };
  let answer: Answer = { stage: "Pairing data and network", ...nothing };
  const step = (news: Partial<Answer>, progress: Progress): Step<Answer> => {
    answer = { ...answer, ...news };
    return { answer, progress };
  };
  const stage = (done: number): Progress => ({ done, total: 4, unit: "stages" });
  yield step({}, stage(0));
  const counts = { calibration: spec.calibration, validation: spec.validation, test: spec.test };
  const splitFor = (calibration: number) =>
    splitRows(dataset.dataset, { ...counts, calibration }, spec.seed, spec.rankFrom);
  const split = splitFor(spec.calibration);
  const { calibration: pool } = splitFor(trialPool(spec));
  const sizes = { calibration: split.calibration.length, validation: split.validation.length, test: split.test.length };
  const { how, rankedFrom = null, copies, unread = 0 } = split;
  const report = { ...sizes, how, rankedFrom, ...(copies && { copies }), unread };
  yield step({ stage: "Starting the backend", split: report }, stage(1));
  const backend = bench.prepared?.backend ?? (await bench.parts.chooseBackend(spec.prefer));
  const earlier = bench.prepared?.trials ?? null;
  const weightBytes = costOf(model.model).bytes;
  const machine = { cores: bench.parts.cores, backend: backend.name, weightBytes };
  const workers = bench.parts.cores > 1 ? workerCount(spec.workers ?? null, machine) : 1;
  const memory = memoryExpected(bench, { examples: split.calibration.length, workers });
  refuseWithout(memory.evaluate, memory.allowed, "Evaluating this network on these examples");
  yield step({ stage: "Trying pairings of data and network", backend, memory }, stage(1));
  const { pairing, trials } = yield* found(tryPairings(bench, spec, pool, earlier), step);
  yield step({ stage: `Warming up ${backend.name}`, pairing, trials }, stage(2));
  bench.prepared?.evaluator.dispose();
  bench.prepared = null;
  const inputsOf = inputReader(dataset.dataset, pairing, model.model);
  const spread = { workers, backend: backend.name };
  const evaluator = bench.parts.evaluator(model.model, model.graph, model.players, inputsOf, spread);
  try {
    yield step({ workers }, stage(2));
    for await (const { ready, total } of bench.parts.warmUp(evaluator, split.calibration, 1))
      yield step({ stage: `Compiling shaders: ${ready} of ${total}` }, stage(2));
    const truth = await truthReader(dataset.dataset, split, evaluator, pairing.classes);
    const pace = livingPace(await machinePace(evaluator, split.calibration, bench.parts.now));
    const session: Prepared = {
      backend,
      split,
      seed: spec.seed,
      pairing,
      trials,
      evaluator,
      onlyPlaying: evaluator.onlyPlaying,
      inputsOf,
      stepEvaluations: pace.stepEvaluations,
      pace,
      ...truth,
    };
    const way = await evaluator.evaluationWay?.(sizes.calibration);
    const evaluation = way ? { evaluation: { ...way, perSecond: pace.perSecond } } : {};
    yield step({ stage: "Comparing with the reference network", measure: truth.measure, ...evaluation }, stage(3));
    const gap = await parity(bench, session);
    const tested = { ...backend, selfTest: Math.max(backend.selfTest, gap ?? 0) };
    const grand = new Uint8Array(model.players.count).fill(1);
    const total = sizes.calibration + sizes.validation + sizes.test;
    const measured: Measured[] = [];
    let before = 0;
    for (const part of splitParts) {
      const measuring = outputsInSteps(session, grand, split[part]);
      for (;;) {
        const { value, done } = await measuring.next();
        if (done) {
          measured.push(measuredOn(session, value, split[part]));
          break;
        }
        const progress = { done: before + value, total, unit: "examples" } as const;
        yield step({ stage: `Measuring the full network on ${part} examples`, backend: tested }, progress);
      }
      before += split[part].length;
    }
    const [calibration, validation, test] = measured as [Measured, Measured, Measured];
    const full = { calibration: calibration.score, validation: validation.score, test: test.score };
    bench.prepared = { ...session, backend: tested };
    const likelihood = likelihoodOf(calibration, validation, test);
    yield step({ stage: "Ready", full, likelihood }, { done: total, total, unit: "examples" });
    return answer;
  } finally {
    if (bench.prepared?.evaluator !== evaluator) evaluator.dispose();
  }
};
