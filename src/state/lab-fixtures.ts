import type { TrailPoint } from "../core/prune/trail.ts";
import { type Band, uncertaintyStatistics } from "../core/uncertainty/band.ts";
import type { Jobs } from "../jobs/contract.ts";
import { accuracy } from "./accuracy-fixture.ts";
import { comparedBy, timedBy } from "./compare-fixture.ts";
import { layersSmall } from "./layers-fixture.ts";
import { pairingTried } from "./pairing-fixture.ts";
import { preflightSmall } from "./preflight-fixture.ts";
import { repairedBy } from "./repair-fixture.ts";

/** For tests: a small network's answers, all kinds of them, consistent with each other. */
const cost = { parameters: 1000, macs: 5000, bytes: 4000 };
const smaller = { parameters: 400, macs: 2000, bytes: 1600 };

export const holdings: Jobs["open"]["answer"] = {
  model: {
    name: "small",
    inputShape: [8, 8, 1],
    outputWidth: 3,
    layers: layersSmall,
    cost,
    groups: [
      { id: "conv1", width: 4, producers: ["conv1"] },
      { id: "dense1", width: 8, producers: ["dense1"] },
    ],
    players: 12,
    magnitudes: Float64Array.from({ length: 12 }, (_, player) => 1 + ((player * 5) % 12) / 10),
    hash: "aa",
    fileBytes: 4300,
    preflight: preflightSmall,
    format: "tfjs-layers",
    outputs: ["out"],
    output: "out",
  },
  dataset: {
    name: "digits",
    count: 300,
    shape: [64],
    classNames: ["0", "1", "2"],
    range: [0, 16],
    classCounts: [100, 100, 100],
    hash: "bb",
  },
  notes: ["model.json: a tfjs LayersModel."],
  missing: [],
  failures: [],
  kept: [0, 1, 2],
};

export const prepared: Jobs["prepare"]["answer"] = {
  stage: "Ready",
  backend: { name: "wasm", adapter: "wasm, SIMD", selfTest: 1e-7, passedOver: ["WebGPU: no adapter."] },
  workers: 1,
  split: { calibration: 100, validation: 100, test: 100, how: "Shuffled with seed 1." },
  ...pairingTried,
  measure: "accuracy",
  full: { calibration: accuracy(0.97), validation: accuracy(0.96), test: accuracy(0.95) },
};

const bandAt = (fraction: number): Band => {
  const spread = 0.3 * fraction * (1 - fraction);
  const level = (offset: number) => Math.min(1, Math.max(0, 0.1 + 0.86 * fraction + offset * spread));
  const uncertainty = Object.fromEntries(uncertaintyStatistics.map((name) => [name, spread * 2]));
  return {
    fraction,
    mean: level(0),
    quantiles: [level(-1), level(-0.5), level(0), level(0.5), level(1)],
    uncertainty: uncertainty as Band["uncertainty"],
  };
};

export const swept: Jobs["sweep"]["answer"] = {
  settings: { fractions: [0.25, 0.5, 0.75, 1], masks: 4, rescaled: true, statistic: "vote-disagreement" },
  players: 12,
  masksDone: 4,
  bands: [0.25, 0.5, 0.75, 1].map(bandAt),
  critical: { statistic: "vote-disagreement", fraction: 0.5, interval: [0.4, 0.6], clear: true },
};

export const estimated: Jobs["estimate"]["answer"] = {
  power: Float64Array.from({ length: 12 }, (_, player) => 0.05 - 0.005 * player),
  standardError: new Float64Array(12).fill(0.002),
  degreesOfFreedom: 100,
  evaluations: 120,
  estimator: "least squares",
  states: Uint8Array.from({ length: 12 }, (_, player) => (player < 5 ? 1 : player < 7 ? 0 : 2)),
  settled: false,
  looks: { taken: 1, planned: 1 },
  prior: null,
  exampleError: new Float64Array(12).fill(0.003),
};

/** beta^t = 0.05 (1 - t) for even and 0.05 t for odd players, less a little for each: the ranking turns at t = 1/2. */
export const pooled: Jobs["pool"]["answer"] = {
  players: 12,
  evaluations: 240,
  degreesOfFreedom: 204,
  shapley: Float64Array.from({ length: 12 }, (_, player) => 0.025 - 0.001 * player),
  shapleyError: new Float64Array(12).fill(0.002),
  curves: Float64Array.from({ length: 36 }, (_, place) => {
    const [player, degree] = [Math.floor(place / 3), place % 3];
    if (degree === 2) return 0;
    return degree === 0 ? 0.025 - 0.001 * player : player % 2 === 0 ? -0.025 : 0.025;
  }),
  covariances: Float64Array.from({ length: 72 }, (_, place) => (place % 6 === 0 ? 4e-6 : 0)),
};

const grid = [0.25, 0.5, 0.75, 1];
const surfaceAt = (height: number) =>
  Float64Array.from({ length: 16 }, (_, cell) => {
    const [p, q] = [grid[Math.floor(cell / 4)] ?? 0, grid[cell % 4] ?? 0];
    return height * p * (1 - p) * (1.2 - q);
  });
export const surfaced: Jobs["surface"]["answer"] = {
  settings: {
    groupsOfPlayers: Uint8Array.from({ length: 12 }, (_, player) => (player < 4 ? 0 : 1)),
    p: grid,
    q: grid,
    masks: 4,
    rescaled: true,
    statistic: "vote-disagreement",
  },
  players: 12,
  masksDone: 4,
  mean: surfaceAt(1),
  uncertainty: {
    "vote-disagreement": surfaceAt(2),
    "predictive-variance": surfaceAt(0.5),
    "predictive-entropy": surfaceAt(1.5),
    "mutual-information": surfaceAt(0.7),
    "payoff-deviation": surfaceAt(0.3),
  },
  peak: { p: 0.5, q: 0.25, value: 0.475 },
};

export const interacting: Jobs["interaction"]["answer"] = {
  units: Int32Array.of(0, 1, 2),
  interaction: Float64Array.of(-0.04, 0.02, 0),
  standardError: Float64Array.of(0.005, 0.006, 0.007),
  degreesOfFreedom: 39,
  evaluations: 280,
};

export const irreplaceable: Jobs["irreplaceability"]["answer"] = {
  allocation: Float64Array.from({ length: 12 }, (_, player) => (player === 3 ? 0.5 : 0.04)),
  deficit: 0.021,
  bound: 0.02,
  constraints: 118,
};

/** One left glove, two right ones. */
export const tinySolved: Jobs["tiny"]["answer"] = {
  players: 3,
  names: ["Left", "Right 1", "Right 2"],
  values: Float64Array.of(0, 0, 0, 1, 0, 1, 0, 1),
  exact: {
    shapley: Float64Array.of(2 / 3, 1 / 6, 1 / 6),
    banzhaf: Float64Array.of(0.75, 0.25, 0.25),
    chosen: Float64Array.of(0.75, 0.25, 0.25),
  },
  estimate: {
    power: Float64Array.of(0.74, 0.26, 0.24),
    standardError: Float64Array.of(0.02, 0.02, 0.02),
    degreesOfFreedom: 100,
    evaluations: 200,
  },
  solutions: {
    coreEmpty: false,
    leastCore: { value: 0, allocation: Float64Array.of(1, 0, 0) },
    coreBounds: { least: Float64Array.of(1, 0, 0), most: Float64Array.of(1, 0, 0) },
    nucleolus: Float64Array.of(1, 0, 0),
    kernel: { allocation: Float64Array.of(1, 0, 0), residual: 0 },
  },
};

const pointAt = (size: number): TrailPoint => ({
  size,
  selection: Uint8Array.from({ length: 12 }, (_, player) => (player < size ? 1 : 0)),
  accuracy: 0.4 + 0.04 * size,
  interval: [0.35 + 0.04 * size, 0.45 + 0.04 * size],
  evaluations: 50 * size,
});

export const trail: Jobs["prune"]["answer"] = {
  settings: {
    strategy: "iterated-building",
    target: 6,
    stepUnits: 2,
    index: { kind: "biased-banzhaf", bias: 0.5 },
    roundEvaluations: 48,
    stepEvaluations: 64,
  },
  points: [2, 4, 6].map(pointAt),
  evaluations: 300,
  estimate: null,
  selection: pointAt(6).selection,
};

export const appraised: Jobs["appraise"]["answer"] = { test: accuracy(0.9), size: 6, cost: smaller, widths: [4, 2] };

export const exported: Jobs["export"]["answer"] = {
  format: "tfjs-layers",
  fileName: "small-6-of-12.zip",
  bytes: Uint8Array.of(80, 75, 3, 4),
  snippet: { language: "javascript", fileName: "load.js", text: 'await tf.loadLayersModel("./model.json")' },
  script: { language: "python", fileName: "prune.py", text: "# keeps the same units" },
  output: "out",
  cost: smaller,
  repaired: false,
  fileBytes: 1900,
  backend: "wasm",
  probe: {
    inputs: new Float32Array(64),
    inputShape: [8, 8, 1],
    truth: { kind: "classes", labels: Int32Array.of(1) },
    examples: 1,
    outputs: new Float32Array(3),
    outputWidth: 3,
  },
};

export const verified: Jobs["verify"]["answer"] = {
  difference: 2e-7,
  independent: { reader: "tf.loadLayersModel", difference: 3e-7 },
  relative: 3e-7,
  accuracy: accuracy(0.9),
  maskedAccuracy: accuracy(0.9),
  flipped: 0,
  cost: smaller,
  sha256: "cc",
};

/** Every job answers at its first steps. */
export const smoothScript = {
  open: () => [holdings],
  prepare: () => [{ ...prepared, full: null, stage: "Warming up" }, prepared],
  sweep: () => [swept],
  estimate: () => [estimated],
  pool: () => [pooled],
  surface: () => [surfaced],
  sensitivity: ({ biases, scope }: Jobs["sensitivity"]["spec"]) => [
    { biases, scores: biases.map((bias) => accuracy(0.8 - 0.1 * bias - (scope === "global" ? 0.05 : 0))) },
  ],
  interaction: () => [interacting],
  irreplaceability: () => [irreplaceable],
  tiny: () => [tinySolved],
  prune: () => [{ ...trail, points: trail.points.slice(0, 1) }, trail],
  repair: (spec: Jobs["repair"]["spec"]) => repairedBy(spec),
  appraise: () => [appraised],
  compare: (spec: Jobs["compare"]["spec"]) => comparedBy(spec),
  latency: (spec: Jobs["latency"]["spec"]) => timedBy(spec),
  export: () => [exported],
  verify: () => [verified],
} as const;
