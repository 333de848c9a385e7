import type { FileKind } from "./file-kind.ts";

const isWeights = (path: string): boolean => /^model.*\.weights\.(h5|npz|json)$/.test(path);

/**
 * What a zip archive is by the paths inside: formats that are zips themselves stay whole, everything else is "zip".
 * Keras 3 keeps config.json and model.weights.h5 at the top; torch.save puts NAME/data.pkl beside NAME/data/...;
 * an npz holds nothing but .npy files.
 */
export function zipKind(paths: readonly string[]): FileKind {
  if (paths.includes("config.json") && paths.some(isWeights)) return "keras";
  const pickle = paths.find((path) => /^([^/]+\/)?data\.pkl$/.test(path));
  if (pickle !== undefined) {
    const folder = pickle.slice(0, -"data.pkl".length);
    const beside = (name: string) => paths.some((path) => path.startsWith(folder + name));
    if (beside("data/") || beside("version") || beside("constants.pkl")) return "pytorch";
  }
  if (paths.includes("xl/workbook.xml")) return "xlsx";
  return paths.length > 0 && paths.every((path) => path.endsWith(".npy")) ? "npz" : "zip";
}
