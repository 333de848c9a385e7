import type { KeepList } from "./keep-list.ts";
import { pythonNumbers, pythonRemark, pythonText } from "./python-text.ts";

export interface ScriptFiles {
  /** The original, as the person has it. */
  readonly source: string;
  /** What the script writes. */
  readonly target: string;
  /** PyTorch: the key of the state_dict in the checkpoint, such as "state_dict"; left out where the file is one. */
  readonly wrapper?: string;
}

const entries = (keep: readonly KeepList[]): readonly string[] =>
  keep.map(({ key, axis, kept }) => `    (${pythonText(key)}, ${axis}, ${pythonNumbers(kept)}),`);

function torchScript(keep: readonly KeepList[], { source, target, wrapper }: ScriptFiles): readonly string[] {
  const safe = /\.safetensors$/i.test(source);
  const path =
    wrapper === undefined
      ? ""
      : wrapper
          .split(".")
          .map((key) => `[${pythonText(key)}]`)
          .join("");
  return [
    `"""Prunes ${pythonRemark(source)} as Quorum did: of each tensor, the listed indices along the axis stay."""`,
    "import torch",
    ...(safe || /\.safetensors$/i.test(target) ? ["from safetensors.torch import load_file, save_file"] : []),
    "",
    "KEEP = [  # key of the state_dict, axis, kept indices",
    ...entries(keep),
    "]",
    "",
    safe
      ? `state = load_file(${pythonText(source)})`
      : `state = torch.load(${pythonText(source)}, map_location="cpu", weights_only=True)${path}  # False where PyTorch refuses and you trust the file`,
    "pruned = dict(state)",
    "for key, axis, kept in KEEP:",
    "    pruned[key] = torch.index_select(pruned[key], axis, torch.tensor(kept))",
    /\.safetensors$/i.test(target)
      ? `save_file({key: tensor.contiguous() for key, tensor in pruned.items()}, ${pythonText(target)})`
      : `torch.save(pruned, ${pythonText(target)})`,
    "for key, tensor in pruned.items():",
    "    print(key, tuple(tensor.shape))",
  ];
}

function kerasScript(keep: readonly KeepList[], { source, target }: ScriptFiles): readonly string[] {
  return [
    `"""Prunes ${pythonRemark(source)} as Quorum did: of each weight, the listed indices along the axis stay."""`,
    "import keras",
    "import numpy as np",
    "",
    "KEEP = [  # layer/weight, axis, kept indices",
    ...entries(keep),
    "]",
    "",
    `model = keras.models.load_model(${pythonText(source)}, compile=False)`,
    "",
    "",
    "def kept_weights(layer):",
    '    """The layer\'s weights by name, pruned."""',
    "    values = {}",
    "    for variable, value in zip(layer.weights, layer.get_weights()):",
    '        name = variable.name.split("/")[-1].split(":")[0]',
    "        for key, axis, kept in KEEP:",
    "            if key in (f\"{layer.name}/{name}\", f\"{layer.name}/{name.replace('depthwise_', '')}\"):",
    "                value = np.take(value, kept, axis=axis)",
    "        values[name] = value",
    "    return values",
    "",
    "",
    "layers = {layer.name: layer for layer in model.layers}",
    "config = model.get_config()",
    'config.pop("build_input_shape", None)',
    'for described in config["layers"]:',
    '    described.pop("build_config", None)',
    '    settings = described["config"]',
    '    layer = layers.get(settings["name"])',
    '    kernel = None if layer is None else kept_weights(layer).get("kernel")',
    '    for width in ("units", "filters"):',
    "        if width in settings and kernel is not None:",
    "            settings[width] = int(kernel.shape[-1])",
    "",
    "pruned = type(model).from_config(config)",
    "for layer in model.layers:",
    "    pruned.get_layer(layer.name).set_weights(list(kept_weights(layer).values()))",
    `pruned.save(${pythonText(target)})`,
    "pruned.summary()",
  ];
}

/**
 * A short Python script that prunes the original network in its own framework: `torch.index_select` over a state_dict,
 * or `numpy.take` over the weights of a Keras model whose layers are rebuilt in the smaller widths (layers without
 * weights and depthwise ones follow by themselves; nested models and separable convolutions are not covered).
 * @param keep what stays, by `torchKeepLists` or `kerasKeepLists`
 */
export function pruningScriptOf(keep: readonly KeepList[], framework: "pytorch" | "keras", files: ScriptFiles): string {
  const lines = framework === "pytorch" ? torchScript(keep, files) : kerasScript(keep, files);
  return `${lines.join("\n")}\n`;
}
