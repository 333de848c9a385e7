import { magnitudes } from "../../core/baseline/magnitude.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { preflightOf } from "../../core/dependency/preflight-of.ts";
import { type Failure, failureOf } from "../../core/failure.ts";
import { playersOf } from "../../core/game/players.ts";
import { summarise } from "../../core/model/summary-of.ts";
import type { Holdings } from "../contract.ts";
import type { Job } from "../host.ts";
import type { Assembled } from "../lab-parts.ts";
import { openingExpected, openingRefusal } from "../memory-expected.ts";
import { fewerClasses, mismatchOf } from "../refuse-mismatch.ts";
import { inputShapeOf, type Workbench } from "../workbench.ts";

function countClasses({ labels, classNames }: { labels: Int32Array; classNames: readonly string[] }): number[] {
  const counts = classNames.map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** The network as the lab plays it; null with a failure where its graph cannot be made. */
function playable(model: NonNullable<Assembled["model"]>, failures: Failure[]): Workbench["model"] {
  try {
    const graph = dependencyGraphOf(model.model);
    return { ...model, graph, players: playersOf(graph) };
  } catch (error) {
    failures.push(failureOf(error));
    return null;
  }
}

/** The network with the output that the person picked, where it has one of that name. */
function withOutput(model: NonNullable<Assembled["model"]>, output: string | null): NonNullable<Assembled["model"]> {
  return output !== null && model.outputs.includes(output) ? { ...model, model: { ...model.model, output } } : model;
}

const measured = new WeakMap<object, Float64Array>();

/** Measured once a network: every drop of more files answers with it. */
function magnitudesOf({ model, graph, players }: NonNullable<Workbench["model"]>): Float64Array {
  const known = measured.get(model) ?? magnitudes(model, graph, players, "l2");
  measured.set(model, known);
  return known;
}

/** Whether it is the network in hand: its files, its output, and the size that data may have given it. */
function sameNetwork(offered: NonNullable<Assembled["model"]>, held: NonNullable<Assembled["model"]>): boolean {
  const sizes = [offered, held].map(({ model }) => inputShapeOf(model).join());
  return offered.hash === held.hash && offered.model.output === held.model.output && sizes[0] === sizes[1];
}

function holdings(bench: Workbench, news: Omit<Holdings, "model" | "dataset">): Holdings {
  const { model, dataset } = bench;
  const data = dataset?.dataset;
  return {
    model: model
      ? {
          ...summarise(model.model, model.graph),
          preflight: preflightOf(model.model, model.graph),
          magnitudes: magnitudesOf(model),
          hash: model.hash,
          fileBytes: model.fileBytes,
          format: model.format,
          outputs: model.outputs,
          output: model.model.output,
        }
      : null,
    dataset:
      dataset && data
        ? {
            name: data.name,
            count: data.count,
            shape: data.shape,
            classNames: data.classNames,
            range: data.range,
            classCounts: countClasses(data),
            hash: dataset.hash,
          }
        : null,
    ...news,
  };
}

/**
 * Opens files: those kept from earlier drops, then the new ones, once it is known that there is memory for them. What
 * fails is reported and leaves everything that was loaded as it was; so does a network or dataset that does not go with
 * its counterpart in hand.
 */
export const openFiles: Job<"open"> = async function* (bench, { files, known, output }) {
  const nothing = { notes: [], missing: [], failures: [], kept: files.slice(0, known).map((_, place) => place) };
  const opening = await openingExpected(bench, files);
  const ahead = opening ? { opening } : {};
  const refusal = opening && openingRefusal(opening);
  if (refusal) {
    const answer = holdings(bench, { ...nothing, ...ahead, failures: [refusal] });
    yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
    return answer;
  }
  yield { answer: holdings(bench, { ...nothing, ...ahead }), progress: { done: 0, total: 1, unit: "stages" } };
  const assembled = await bench.parts.assemble(files);
  const failures = [...assembled.failures];
  const notes = [...assembled.notes];
  const before = { model: bench.model, dataset: bench.dataset };
  const offered = assembled.model && withOutput(assembled.model, output);
  const same = offered !== null && before.model !== null && sameNetwork(offered, before.model);
  const model = offered && !same ? (playable(offered, failures) ?? before.model) : before.model;
  const dataset =
    assembled.dataset && assembled.dataset.hash !== before.dataset?.hash ? assembled.dataset : before.dataset;
  const changed = model !== before.model || dataset !== before.dataset;
  const mismatch = changed && model && dataset ? mismatchOf(model.model, dataset.dataset) : null;
  if (mismatch && before.model && before.dataset) {
    const advice = "What was loaded stays. To change both, drop the network together with its dataset.";
    failures.push({ ...mismatch, advice: mismatch.advice ? `${mismatch.advice} ${advice}` : advice });
    const answer = holdings(bench, { ...nothing, ...ahead, missing: assembled.missing, failures });
    yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
    return answer;
  }
  const warning = model && dataset ? fewerClasses(model.model, dataset.dataset) : null;
  if (warning) notes.push(warning);
  bench.model = model;
  bench.dataset = dataset;
  if (changed) {
    bench.prepared?.evaluator.dispose();
    bench.prepared = null;
  }
  const kept = assembled.kept.map((file) => files.indexOf(file));
  const answer = holdings(bench, { notes, missing: assembled.missing, failures, kept, ...ahead });
  yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
  return answer;
};
