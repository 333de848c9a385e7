import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { estimatorFor } from "../../src/core/estimate/estimator-for.ts";
import { finalEstimate } from "../../src/core/estimate/final-estimate.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { playersOf } from "../../src/core/game/players.ts";
import { inputOf } from "../../src/core/model/shapes.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { chooseBackend } from "../../src/engine/backend.ts";
import { maskedEvaluator } from "../../src/engine/masked-evaluator.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import { wasmPaths } from "../../workers/wasm-paths.ts";
import type { LayerEstimate, LayerTask } from "./layers.ts";

async function run({ files, examples, coalitions }: LayerTask): Promise<LayerEstimate[]> {
  const { model, dataset, failures } = await assemble(files.map((file) => sourceOfBlob(file.name, file)));
  if (!model || !dataset) throw new Error(failures[0]?.message ?? "the files did not load");
  const backend = await chooseBackend("wasm", wasmPaths);
  if (backend.name !== "wasm") throw new Error(backend.passedOver.join(" "));
  const graph = dependencyGraphOf(model.model);
  const { shape } = inputOf(model.model);
  const pairing = proposePairing(dataset.dataset, shape);
  const rows = Int32Array.from({ length: examples }, (_, row) => row);
  const labels = rows.map((row) => dataset.dataset.labels[row] ?? 0);
  const inputsOf = (slice: Int32Array) => pairRows(dataset.dataset, pairing, shape, slice);
  const index = { kind: "biased-banzhaf", bias: 0.5 } as const;
  const found: LayerEstimate[] = [];
  for (const { id, width } of graph.groups) {
    const start = performance.now();
    const evaluator = maskedEvaluator(model.model, graph, playersOf(graph, [id]), inputsOf);
    const game = payoffGame(evaluator, rows, labels, "log-likelihood");
    const estimator = estimatorFor(index, { players: width, evaluations: coalitions });
    const budget = { evaluations: coalitions, stepEvaluations: 50 };
    const { evaluations } = await finalEstimate(estimator.estimate(game, index, budget, seededRandom(1, "estimate")));
    evaluator.dispose();
    const seconds = (performance.now() - start) / 1000;
    found.push({ group: id, units: width, seconds, evaluations });
    console.log(`${id}: ${width} units, ${seconds.toFixed(1)} s`);
  }
  return found;
}

self.onmessage = async ({ data }: MessageEvent<LayerTask>) => {
  try {
    self.postMessage(await run(data));
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};
