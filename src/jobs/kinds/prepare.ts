import { proposePairing } from "../../core/dataset/propose-pairing.ts";
import { splitRows } from "../../core/dataset/split.ts";
import { FailureError } from "../../core/failure.ts";
import { grandBatch } from "../../core/game/coalition-batch.ts";
import { costOf } from "../../core/model/cost.ts";
import { outputKindOf } from "../../core/model/output-kind.ts";
import { runReference } from "../../core/model/reference-network.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { Prepared as Answer } from "../contract.ts";
import type { Job } from "../host.ts";
import { scoreOf } from "../score-of.ts";
import { truthReader } from "../truth-reader.ts";
import { inputReader, inputShapeOf, loaded, type Prepared, type Workbench } from "../workbench.ts";

const stages = 6;
/** Multiply-accumulates that the slow reference network may take for the comparison on the person's own network. */
const referenceMacs = 2e8;

/** Largest |difference| between the backend and the reference network on a few calibration examples; 0 where it would take too long. */
async function parity(bench: Workbench, session: Prepared): Promise<number> {
  const { model } = loaded(bench);
  const count = Math.min(4, session.split.calibration.length, Math.floor(referenceMacs / costOf(model.model).macs));
  if (count === 0) return 0;
  const rows = session.split.calibration.slice(0, count);
  const expected = runReference(model.model, session.inputsOf(rows), count);
  const { values } = await session.evaluator.outputs(grandBatch(1, model.players.count), rows);
  return expected.reduce((worst, value, place) => Math.max(worst, Math.abs(value - (values[place] ?? Number.NaN))), 0);
}

/** Pairs data and network, splits the examples, starts the backend, warms it up, tests it, and measures the full network. */
export const prepare: Job<"prepare"> = async function* (bench, spec) {
  const { model, dataset } = loaded(bench);
  let answer: Answer = {
    stage: "Pairing data and network",
    backend: null,
    split: null,
    pairing: null,
    measure: null,
    full: null,
  };
  const step = (done: number, news: Partial<Answer>) => {
    answer = { ...answer, ...news };
    return { answer, progress: { done, total: stages, unit: "stages" as const } };
  };
  yield step(0, {});
  const outputs = outputShapes(model.model).get(model.model.output)?.at(-1) ?? 0;
  const classes = outputKindOf(model.model) === "binary" ? 2 : outputs;
  const pairing = spec.pairing ?? proposePairing(dataset.dataset, inputShapeOf(model.model), classes);
  const counts = { calibration: spec.calibration, validation: spec.validation, test: spec.test };
  const split = splitRows(dataset.dataset, counts, spec.seed);
  const sizes = { calibration: split.calibration.length, validation: split.validation.length, test: split.test.length };
  yield step(1, { stage: "Starting the backend", pairing, split: { ...sizes, how: split.how } });
  const backend = bench.prepared?.backend ?? (await bench.parts.chooseBackend(spec.prefer));
  yield step(2, { stage: `Warming up ${backend.name}`, backend });
  bench.prepared?.evaluator.dispose();
  bench.prepared = null;
  const inputsOf = inputReader(dataset.dataset, pairing, model.model);
  const evaluator = bench.parts.evaluator(model.model, model.graph, model.players, inputsOf);
  try {
    await bench.parts.warmUp(evaluator, split.calibration, 1);
    const truth = await truthReader(dataset.dataset, split, evaluator);
    const session: Prepared = { backend, split, pairing, evaluator, inputsOf, ...truth };
    yield step(3, { stage: "Comparing with the reference network" });
    const difference = await parity(bench, session);
    if (!(difference < 1e-2))
      throw new FailureError({
        kind: "backend-wrong",
        message: `The ${backend.name} backend computes this network differently from the reference: off by ${difference.toPrecision(2)}.`,
        advice: "Choose another backend in the settings.",
      });
    const tested = { ...backend, selfTest: Math.max(backend.selfTest, difference) };
    yield step(4, { stage: "Measuring the full network", backend: tested });
    const grand = new Uint8Array(model.players.count).fill(1);
    const calibration = await scoreOf(session, grand, split.calibration);
    const validation = await scoreOf(session, grand, split.validation);
    yield step(5, { stage: "Measuring the full network on test examples", measure: truth.measure });
    const test = await scoreOf(session, grand, split.test);
    bench.prepared = { ...session, backend: tested };
    yield step(stages, { stage: "Ready", full: { calibration, validation, test } });
    return answer;
  } finally {
    if (bench.prepared?.evaluator !== evaluator) evaluator.dispose();
  }
};
