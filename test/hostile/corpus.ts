import { containerCases } from "./container-cases.ts";
import { datasetCases } from "./dataset-cases.ts";
import type { HostileCase } from "./hostile-case.ts";
import { kerasCases } from "./keras-cases.ts";
import { onnxCases } from "./onnx-cases.ts";
import { tfjsCases } from "./tfjs-cases.ts";
import { weightsCases } from "./weights-cases.ts";

/** Every broken and hostile file, by what is wrong with it. */
export const corpus: readonly HostileCase[] = [
  ...containerCases,
  ...tfjsCases,
  ...kerasCases,
  ...onnxCases,
  ...weightsCases,
  ...datasetCases,
];
