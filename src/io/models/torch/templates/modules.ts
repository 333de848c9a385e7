import type { Shape } from "../../../../core/model/model.ts";
import type { StateDict, StateTensor } from "../state-tensor.ts";

/** A layer of a PyTorch network by the names of its tensors. */
export interface TorchModule {
  /** "features.0"; prefixes that all keys share are left out. */
  readonly path: string;
  readonly kind: "conv" | "linear" | "norm" | "other";
  /** Of the weight, as PyTorch keeps it: [out, in, ...window]; of a norm [channels]. */
  readonly shape: Shape;
  /** The file's key by the tensor's own name ("weight", "running_mean"). */
  readonly keys: ReadonlyMap<string, string>;
}

const wrappers: readonly string[] = ["module.", "_orig_mod.", "model.", "net.", "network.", "backbone."];
const known: ReadonlySet<string> = new Set(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]);

/** What all names begin with and no layer is called: left by DataParallel, torch.compile and wrapping modules. */
function sharedPrefix(names: readonly string[]): string {
  let prefix = "";
  for (;;) {
    const next = wrappers.find((wrapper) => names.every((name) => name.startsWith(prefix + wrapper)));
    if (next === undefined) return prefix;
    // "net.0.weight" has its numbers in net: without a name of its own a layer would be called "0", which is fine
    prefix += next;
  }
}

function kindOf(tensors: ReadonlyMap<string, StateTensor>): TorchModule["kind"] {
  const weight = tensors.get("weight");
  if ([...tensors.keys()].some((name) => !known.has(name))) return "other";
  if (tensors.has("running_mean") && tensors.has("running_var")) return "norm";
  if (weight === undefined || tensors.has("running_mean")) return "other";
  if (weight.shape.length === 2) return "linear";
  return weight.shape.length === 3 || weight.shape.length === 4 ? "conv" : "other";
}

/** The layers of a state_dict by their names, in the order of the file. */
export function modulesOf(state: StateDict): readonly TorchModule[] {
  const prefix = sharedPrefix([...state.keys()]);
  const tensors = new Map<string, Map<string, StateTensor>>();
  for (const [key, tensor] of state) {
    const name = key.slice(prefix.length);
    const dot = name.lastIndexOf(".");
    const path = dot < 0 ? "" : name.slice(0, dot);
    const own = tensors.get(path) ?? new Map<string, StateTensor>();
    own.set(name.slice(dot + 1), tensor);
    tensors.set(path, own);
  }
  return [...tensors].map(([path, own]) => ({
    path,
    kind: kindOf(own),
    shape: (own.get("weight") ?? own.get("running_mean"))?.shape ?? [],
    keys: new Map([...own].map(([name, { name: key }]) => [name, key])),
  }));
}
