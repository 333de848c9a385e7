import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { failureOf } from "../../core/failure.ts";
import { playersOf } from "../../core/game/players.ts";
import { summarise } from "../../core/model/summary-of.ts";
import type { Holdings } from "../contract.ts";
import type { Job } from "../host.ts";
import type { Workbench } from "../workbench.ts";

function holdings(bench: Workbench, news: Omit<Holdings, "model" | "dataset">): Holdings {
  const { model, dataset } = bench;
  const data = dataset?.dataset;
  return {
    model: model ? { ...summarise(model.model, model.graph), hash: model.hash, fileBytes: model.fileBytes } : null,
    dataset:
      dataset && data
        ? {
            name: data.name,
            count: data.count,
            shape: data.shape,
            classNames: data.classNames,
            range: data.range,
            classCounts: data.classNames.map((_, k) => data.labels.reduce((n, label) => n + (label === k ? 1 : 0), 0)),
            hash: dataset.hash,
          }
        : null,
    ...news,
  };
}

/**
 * Opens files: those kept from earlier drops, then the new ones. What fails is reported and leaves everything that was
 * loaded as it was.
 */
export const openFiles: Job<"open"> = async function* (bench, { files }) {
  yield {
    answer: holdings(bench, { notes: [], missing: [], failures: [], kept: [] }),
    progress: { done: 0, total: 1, unit: "stages" },
  };
  const assembled = await bench.parts.assemble(files);
  const failures = [...assembled.failures];
  let changed = false;
  if (assembled.model && assembled.model.hash !== bench.model?.hash) {
    try {
      const graph = dependencyGraphOf(assembled.model.model);
      bench.model = { ...assembled.model, graph, players: playersOf(graph) };
      changed = true;
    } catch (error) {
      failures.push(failureOf(error));
    }
  }
  if (assembled.dataset && assembled.dataset.hash !== bench.dataset?.hash) {
    bench.dataset = assembled.dataset;
    changed = true;
  }
  if (changed) {
    bench.prepared?.evaluator.dispose();
    bench.prepared = null;
  }
  const kept = assembled.kept.map((file) => files.indexOf(file));
  const answer = holdings(bench, { notes: assembled.notes, missing: assembled.missing, failures, kept });
  yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
  return answer;
};
