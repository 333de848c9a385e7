import { pythonText } from "./python-text.ts";

/**
 * How to load pruned weights in PyTorch: a function that gives the modules of the original network the shapes of the
 * pruned state_dict, so that its class need not be rewritten.
 * @param file the safetensors that Quorum wrote
 * @param prefix that the file's keys have and the modules' names have not, such as "module."
 * @param selections true where the network picks channels without weights (shortcuts of option A, shuffles): those lines
 * of its forward pass have to be changed by hand
 */
export function torchSnippetOf(file: string, prefix = "", selections = false): string {
  const state = `load_file(${pythonText(file)})`;
  return [
    "import torch",
    "from safetensors.torch import load_file",
    "",
    prefix === ""
      ? `state = ${state}`
      : `state = {key.removeprefix(${pythonText(prefix)}): tensor for key, tensor in ${state}.items()}`,
    "",
    "",
    "def fit(model, state):",
    '    """Gives each module of the original network the shapes of the pruned weights, and the weights."""',
    "    for name, module in model.named_modules():",
    '        weight = state.get(f"{name}.weight" if name else "weight")',
    "        if weight is None:",
    "            continue",
    "        if isinstance(module, torch.nn.Linear):",
    "            module.out_features, module.in_features = weight.shape",
    "        elif isinstance(module, (torch.nn.Conv1d, torch.nn.Conv2d)):",
    "            if module.groups == module.in_channels and module.groups > 1:  # depthwise",
    "                module.groups = weight.shape[0] * module.groups // module.out_channels",
    "            module.out_channels, module.in_channels = weight.shape[0], weight.shape[1] * module.groups",
    "        elif isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)):",
    "            module.num_features = weight.shape[0]",
    "        for table in (module._parameters, module._buffers):",
    "            for key in table:",
    '                value = state.get(f"{name}.{key}" if name else key)',
    "                if value is not None:",
    "                    table[key] = torch.nn.Parameter(value) if table is module._parameters else value",
    "    return model",
    "",
    "",
    "model = Net()  # your own class, as it was trained; sizes written into forward(), such as view(-1, 400), must follow",
    ...(selections
      ? [
          "# forward() picks channels without weights (slices, zero padding): change those lines to the kept channels in the layer JSON",
        ]
      : []),
    "fit(model, state).eval()",
    "model.load_state_dict(state)",
    "",
  ].join("\n");
}
