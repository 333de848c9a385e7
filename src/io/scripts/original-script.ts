import type { ModelFormat } from "../../core/model/model-format.ts";
import type { ScriptText } from "../../core/model/script-text.ts";
import type { PrunedModel } from "../../core/prune/pruned-model.ts";
import type { TorchOrigin } from "../models/torch/torch-origin.ts";
import { weightKeepsOf } from "./keep-list.ts";
import { kerasKeepLists } from "./keras-keep-lists.ts";
import { pruningScriptOf } from "./pruning-script.ts";
import { torchKeepLists } from "./torch-keep-lists.ts";

const endings: Readonly<Partial<Record<ModelFormat, string>>> = {
  "keras-v3": ".keras",
  "keras-h5": ".h5",
};

/** The script that cuts the same units out of the original by its own framework; null where that is neither Keras nor PyTorch. */
export function originalScript({
  original,
  graph,
  plan,
  origin,
  format,
}: Omit<PrunedModel, "model">): ScriptText | null {
  const keeps = weightKeepsOf(original, graph, plan);
  const script = (text: string): ScriptText => ({ language: "python", fileName: "prune.py", text });
  if (format === "pytorch" || format === "safetensors") {
    const { name, wrapper } = origin as TorchOrigin;
    // without the archive that it came out of
    const source = name.split(": ").at(-1) ?? name;
    const files = {
      source,
      target: `${source.replace(/\.\w+$/, "")}-pruned.safetensors`,
      ...(wrapper === null ? {} : { wrapper }),
    };
    return script(pruningScriptOf(torchKeepLists(original, origin as TorchOrigin, keeps), "pytorch", files));
  }
  const ending = endings[format];
  if (ending === undefined) return null;
  const stem = original.name.replace(/\.(keras|h5|hdf5)$/i, "");
  const files = { source: `${stem}${ending}`, target: `${stem}-pruned${ending}` };
  return script(pruningScriptOf(kerasKeepLists(original, keeps), "keras", files));
}
