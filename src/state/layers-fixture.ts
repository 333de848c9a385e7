import type { Holdings } from "../jobs/contract.ts";

/** For tests: the layers of a small network. */
export const layersSmall: NonNullable<Holdings["model"]>["layers"] = [
  {
    id: "conv1",
    kind: "conv",
    words: "conv 3 x 3, 4 filters, relu",
    outputShape: [6, 6, 4],
    parameters: 40,
    macs: 1296,
  },
  { id: "dense1", kind: "dense", words: "dense, 8 neurons, relu", outputShape: [8], parameters: 900, macs: 3600 },
  {
    id: "out",
    kind: "dense",
    words: "dense, 3 neurons, softmax",
    outputShape: [3],
    parameters: 60,
    macs: 104,
    frozen: "The output keeps its classes.",
  },
];
