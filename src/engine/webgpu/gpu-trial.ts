import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../../core/game/players.ts";
import type { Layer, Model, Shape } from "../../core/model/model.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { defaultLimits } from "../evaluation/limits.ts";
import { rowProgramme } from "../evaluation/row-programme.ts";
import { everyTrick } from "../evaluation/tricks.ts";
import { planEvaluation } from "../evaluation-plan.ts";
import { stackedEvaluator } from "../stacked-evaluator.ts";
import { gpuDevice } from "./gpu-device.ts";
import { shaderEvaluator } from "./shader-evaluator.ts";

/** Milliseconds a coalition of a sample network with half of its units. */
export interface GpuTrial {
  readonly shaders: number;
  readonly stacked: number;
}

/** A run of so many milliseconds tells; larger ones are tried until then, up to so many coalitions of so many examples. */
const telling = 12;
/** A run that takes so long is not repeated. */
const long = 60;
const most = { coalitions: 128, examples: 64 };
const first = { coalitions: 1, examples: 4 };

/** Three convolutions and a dense layer. */
function sampleNetwork(): Model {
  const random = seededRandom(1, "trial");
  const tensor = (...shape: number[]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return { shape: shape as Shape, values: Float32Array.from({ length: size }, () => 0.2 * random.uniform() - 0.1) };
  };
  const relu = { name: "relu" } as const;
  const conv = (id: string, from: string, channels: number, outputs: number): Layer => ({
    id,
    kind: "conv",
    inputs: [from],
    strides: [1, 1],
    dilation: [1, 1],
    padding: "same",
    activation: relu,
    weights: { kernel: tensor(3, 3, channels, outputs), bias: tensor(outputs) },
  });
  const layers: Layer[] = [
    { id: "input", kind: "input", inputs: [], shape: [8, 8, 3] },
    conv("first", "input", 3, 16),
    conv("second", "first", 16, 16),
    conv("third", "second", 16, 16),
    { id: "flat", kind: "flatten", inputs: ["third"], order: "channels-last" },
    {
      id: "classes",
      kind: "dense",
      inputs: ["flat"],
      activation: { name: "softmax" },
      weights: { kernel: tensor(1024, 10), bias: tensor(10) },
    },
  ];
  return { name: "trial", output: "classes", layers };
}

async function tried(device: GPUDevice): Promise<GpuTrial> {
  const model = sampleNetwork();
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const plan = planEvaluation(model, graph, players);
  const programme = rowProgramme(model, plan);
  if (typeof programme === "string") throw new Error(programme);
  const random = seededRandom(2, "trial");
  const inputs = Float32Array.from({ length: most.examples * 192 }, () => random.uniform());
  const inputsOf = (rows: Int32Array) => inputs.slice(0, 192 * rows.length);
  const sides = [
    shaderEvaluator(device, model, plan, programme, players.count, inputsOf, defaultLimits, everyTrick),
    stackedEvaluator(model, plan, players.count, inputsOf, defaultLimits, everyTrick),
  ];
  const timed = async (side: number, coalitions: number, examples: number): Promise<number> => {
    const members = Uint8Array.from({ length: coalitions * players.count }, () => (random.uniform() < 0.5 ? 1 : 0));
    const rows = Int32Array.from({ length: examples }, (_, row) => row);
    const start = performance.now();
    await sides[side].outputs({ players: players.count, rows: coalitions, members }, rows);
    return performance.now() - start;
  };
  try {
    let { coalitions, examples } = first;
    for (;;) {
      // the first run of a size compiles, and fills what is kept
      for (const side of [0, 1]) await timed(side, coalitions, examples);
      const times = [0, 0];
      for (const side of [0, 1]) {
        times[side] = await timed(side, coalitions, examples);
        if (times[side] < long) times[side] = Math.min(times[side], await timed(side, coalitions, examples));
      }
      const full = coalitions >= most.coalitions && examples >= most.examples;
      if (full || Math.max(...times) >= telling)
        return { shaders: times[0] / coalitions, stacked: times[1] / coalitions };
      coalitions = Math.min(most.coalitions, 4 * coalitions);
      examples = Math.min(most.examples, 2 * examples);
    }
  } finally {
    for (const side of sides) side.dispose();
  }
}

const known = new WeakMap<GPUDevice, Promise<GpuTrial>>();

/**
 * What our shaders and tfjs take on the adapter at hand, tried once a device on a small convolutional network. It decides
 * which of them evaluate. tfjs must be computing, not only compiling.
 */
export function gpuTrial(): Promise<GpuTrial> {
  const device = gpuDevice();
  if (!device) throw new Error("the backend is not WebGPU");
  const found = known.get(device) ?? tried(device);
  known.set(device, found);
  return found;
}
