import { PickleError } from "./pickle-bytes.ts";
import { PickleGlobal, type PickleList, PickleObject, type PickleWorld } from "./pickle-values.ts";
import { checkGlobal, typeNamed } from "./torch-globals.ts";
import { storageOf, type TorchStorage, tensorViewOf } from "./torch-storage.ts";

/** What the names in a checkpoint stand for, and the storages that it speaks of. */
export interface TorchWorld extends PickleWorld {
  readonly storages: ReadonlyMap<string, TorchStorage>;
}

function called(global: PickleGlobal, args: PickleList): unknown {
  switch (global.path) {
    case "collections.OrderedDict":
    case "collections.defaultdict":
    case "collections.Counter":
    case "builtins.dict":
    case "__builtin__.dict": {
      const [pairs] = args;
      const dict = new Map<unknown, unknown>();
      if (Array.isArray(pairs)) for (const pair of pairs) if (Array.isArray(pair)) dict.set(pair[0], pair[1]);
      return dict;
    }
    case "torch._utils._rebuild_tensor":
    case "torch._utils._rebuild_tensor_v2":
      return tensorViewOf(args, null);
    case "torch._utils._rebuild_tensor_v3": {
      const type = args[6];
      return tensorViewOf(args, type instanceof PickleGlobal ? typeNamed(type) : null);
    }
    case "torch._utils._rebuild_parameter":
    case "torch._utils._rebuild_parameter_with_state":
      return args[0];
    case "torch._tensor._rebuild_from_type_v2": {
      const [rebuild, , inner] = args;
      // once only: a pickle may hold itself
      if (rebuild instanceof PickleGlobal && rebuild.path !== global.path && Array.isArray(inner))
        return called(rebuild, inner);
      throw new PickleError("rebuilds a tensor from what is none");
    }
    case "torch.Size":
      return Array.isArray(args[0]) ? args[0] : args;
    default:
      return new PickleObject(global);
  }
}

/** The world of one checkpoint. */
export function torchWorld(file: string): TorchWorld {
  const storages = new Map<string, TorchStorage>();
  return {
    storages,
    allow: (global) => checkGlobal(file, global),
    call: called,
    persistent(id) {
      const storage = storageOf(id);
      const known = storages.get(storage.key);
      if (known !== undefined && (known.type !== storage.type || known.count !== storage.count))
        throw new PickleError(`describes the storage "${storage.key}" in two ways`);
      storages.set(storage.key, known ?? storage);
      return known ?? storage;
    },
  };
}
