import type { Preflight } from "../core/dependency/preflight.ts";

/** For tests: what pruning can do to the small network of lab-fixtures. */
export const preflightSmall: Preflight = {
  layers: [
    {
      id: "conv1",
      kind: "conv",
      words: "conv 3 x 3, 4 filters, relu",
      outputShape: [6, 6, 4],
      parameters: 40,
      macs: 1296,
      standing: "prunable",
      channels: { total: 4, prunable: 4, floor: 1 },
      groups: ["conv1"],
      reads: [],
      coupledWith: [],
    },
    {
      id: "out",
      kind: "dense",
      words: "dense, 3 neurons, softmax",
      outputShape: [3],
      parameters: 60,
      macs: 104,
      standing: "frozen",
      channels: { total: 3, prunable: 0, floor: 3 },
      groups: [],
      reads: ["dense1"],
      coupledWith: [],
      frozen: "The output keeps its classes.",
    },
  ],
  groups: [
    {
      id: "conv1",
      width: 4,
      floor: 1,
      producers: ["conv1"],
      carriers: ["conv1"],
      places: [
        { layer: "conv1", weight: "kernel", axis: 3, role: "producer", indicesPerUnit: { least: 1, most: 1 } },
        { layer: "dense1", weight: "kernel", axis: 0, role: "consumer", indicesPerUnit: { least: 36, most: 36 } },
      ],
      unitCost: { parameters: 298, macs: 612 },
    },
  ],
  units: 12,
  cost: { parameters: 1000, macs: 5000, bytes: 4000 },
  floorCost: { parameters: 400, macs: 2000, bytes: 1600 },
};
