import type { Preflight, PreflightLayer } from "../../../core/dependency/preflight.ts";

/** For tests: a small network with an addition. conv1 and conv2 make the same four units, dense1 six, out none. */
const layer = (change: Partial<PreflightLayer> & Pick<PreflightLayer, "id" | "kind" | "words">): PreflightLayer => ({
  outputShape: [4],
  parameters: 0,
  macs: 0,
  standing: "plain",
  channels: { total: 4, prunable: 0, floor: 4 },
  groups: [],
  reads: [],
  coupledWith: [],
  inputs: [],
  ...change,
});

const coupled = { standing: "prunable", groups: ["conv1+conv2"], units: [0, 1, 2, 3] } as const;
const group = (id: string, width: number, producers: readonly string[]): Preflight["groups"][number] => ({
  id,
  width,
  floor: 1,
  producers,
  carriers: producers,
  places: [],
  unitCost: { parameters: 10, macs: 20 },
});

export const branchingNetwork: Preflight = {
  layers: [
    layer({ id: "input", kind: "input", words: "input 8 × 8 × 1" }),
    layer({ ...coupled, id: "conv1", kind: "conv", words: "conv 3 × 3, 4 filters", inputs: ["input"] }),
    layer({ id: "relu", kind: "activation", words: "relu", inputs: ["conv1"] }),
    layer({
      ...coupled,
      id: "conv2",
      kind: "conv",
      words: "conv 3 × 3, 4 filters",
      inputs: ["relu"],
      reads: ["conv1+conv2"],
    }),
    layer({ id: "sum", kind: "add", words: "add 2", inputs: ["conv2", "relu"] }),
    layer({ id: "pool", kind: "global-pool", words: "global average pool", inputs: ["sum"] }),
    layer({
      id: "dense1",
      kind: "dense",
      words: "dense, 6 units, relu",
      inputs: ["pool"],
      standing: "prunable",
      groups: ["dense1"],
      reads: ["conv1+conv2"],
      units: [4, 5, 6, 7, 8, 9],
    }),
    layer({
      id: "out",
      kind: "dense",
      words: "dense, 3 units, softmax",
      inputs: ["dense1"],
      standing: "frozen",
      frozen: "The output keeps its classes.",
      reads: ["dense1"],
      units: [-1, -1, -1],
    }),
  ],
  groups: [group("conv1+conv2", 4, ["conv1", "conv2"]), group("dense1", 6, ["dense1"])],
  units: 10,
  cost: { parameters: 100, macs: 200, bytes: 400 },
  floorCost: { parameters: 10, macs: 20, bytes: 40 },
};
