import { expose, transfer } from "comlink";
import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import { playersOf } from "../src/core/game/players.ts";
import { chooseBackend } from "../src/engine/backend.ts";
import { heldMemory } from "../src/engine/held-memory.ts";
import { maskedEvaluator } from "../src/engine/masked-evaluator.ts";
import { beat } from "../src/jobs/heartbeat.ts";
import { hostEvaluator } from "../src/jobs/pool/host-evaluator.ts";
import { wasmPaths } from "./wasm-paths.ts";

beat((message) => postMessage(message));
const host = hostEvaluator({
  chooseBackend: (name) => chooseBackend(name, wasmPaths),
  evaluator(model, inputsOf, playing) {
    const graph = dependencyGraphOf(model);
    return { ...maskedEvaluator(model, graph, playersOf(graph, playing), inputsOf), held: async () => heldMemory() };
  },
});
expose({
  ...host,
  // outputs are large, and nobody here reads them again
  async outputs(...task) {
    const reply = await host.outputs(...task);
    return reply.ok ? transfer(reply, [reply.value.values.buffer]) : reply;
  },
} satisfies typeof host);
