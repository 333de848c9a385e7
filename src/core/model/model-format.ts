/** The formats in which networks come in and go out. */
export type ModelFormat = "tfjs-layers" | "tfjs-graph" | "keras-v3" | "keras-h5" | "onnx" | "safetensors" | "pytorch";

/** What a network from a file of this format can be written as, its own format first; PyTorch weights go out as safetensors. */
export function formatsOut(from: ModelFormat): readonly ModelFormat[] {
  const own = from === "pytorch" ? "safetensors" : from;
  return [own, ...(["tfjs-layers", "onnx", "safetensors"] as const).filter((format) => format !== own)];
}

/** For the person, with the article. */
export const formatWords: Readonly<Record<ModelFormat, string>> = {
  "tfjs-layers": "a tfjs LayersModel",
  "tfjs-graph": "a tfjs GraphModel",
  "keras-v3": "a Keras 3 model (.keras)",
  "keras-h5": "a Keras HDF5 model (.h5)",
  onnx: "an ONNX model",
  safetensors: "safetensors weights",
  pytorch: "a PyTorch state_dict",
};
