import { FailureError } from "../../../core/failure.ts";
import { onnxAdvice } from "./export-onnx-advice.ts";
import type { PickleGlobal } from "./pickle-values.ts";
import type { StoredType } from "./stored-type.ts";

const storages: Readonly<Record<string, StoredType>> = {
  DoubleStorage: "F64",
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
  UntypedStorage: "U8",
};

const types: Readonly<Record<string, StoredType>> = {
  float64: "F64",
  float32: "F32",
  float16: "F16",
  bfloat16: "BF16",
  float8_e4m3fn: "F8_E4M3",
  float8_e5m2: "F8_E5M2",
  uint64: "U64",
  uint32: "U32",
  uint16: "U16",
  int64: "I64",
  int32: "I32",
  int16: "I16",
  int8: "I8",
  uint8: "U8",
  bool: "BOOL",
};

const storageModules: ReadonlySet<string> = new Set(["torch", "torch.cuda", "torch.storage"]);
const of = (table: Readonly<Record<string, StoredType>>, name: string): StoredType | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null;

/** What torch.FloatStorage and its kin hold; null for another name. */
export function storageTypeOf({ module, name }: PickleGlobal): StoredType | null {
  return storageModules.has(module) ? of(storages, name) : null;
}

/** The type that torch.float32 and its kin name; null for another name. */
export function typeNamed({ module, name }: PickleGlobal): StoredType | null {
  return module === "torch" ? of(types, name) : null;
}

/** Names that state_dicts and the checkpoints around them need; each is known by what it stands for and never run. */
const allowed: ReadonlySet<string> = new Set([
  "collections.OrderedDict",
  "collections.defaultdict",
  "collections.Counter",
  "torch._utils._rebuild_tensor",
  "torch._utils._rebuild_tensor_v2",
  "torch._utils._rebuild_tensor_v3",
  "torch._utils._rebuild_parameter",
  "torch._utils._rebuild_parameter_with_state",
  "torch.nn.parameter.Parameter",
  "torch._tensor._rebuild_from_type_v2",
  "torch.Tensor",
  "torch.Size",
  "torch.device",
  "torch.serialization._get_layout",
  // settings and scores that training scripts keep beside the weights
  "argparse.Namespace",
  "numpy.core.multiarray.scalar",
  "numpy._core.multiarray.scalar",
  "numpy.dtype",
  "_codecs.encode",
  "builtins.set",
  "builtins.dict",
  "builtins.list",
  "builtins.int",
  "builtins.float",
]);

/** Protocol 2 calls the builtins by their name in Python 2. */
const modern = (path: string): string => path.replace(/^__builtin__\./, "builtins.");

const isAllowed = (global: PickleGlobal): boolean =>
  allowed.has(modern(global.path)) || storageTypeOf(global) !== null || typeNamed(global) !== null;

/** Classes of networks: what a pickled module, rather than its state_dict, refers to. */
const looksLikeModule = ({ module }: PickleGlobal): boolean =>
  /^(torch\.nn\.|torchvision\.|timm\.|__main__$|models?\b|nets?\b|networks?\b|src\b|transformers\.|ultralytics\.)/.test(
    module,
  );

/**
 * Refuses every name that a state_dict has no need of; nothing is looked up and nothing is run either way.
 * @throws FailureError file-unsupported for the class of a whole network and for any other name
 */
export function checkGlobal(file: string, global: PickleGlobal): void {
  if (isAllowed(global)) return;
  if (looksLikeModule(global))
    throw new FailureError({
      kind: "file-unsupported",
      message: `${file} is a whole network saved by PyTorch: its layers are Python code (${global.path}) that is not in the file.`,
      where: file,
      advice: onnxAdvice(file, "pickle"),
    });
  throw new FailureError({
    kind: "file-unsupported",
    message: `${file} asks for ${global.path}, which the weights of a network do not need; Quorum runs nothing out of a file and stopped reading.`,
    where: file,
    advice: `If you trust the file, save its weights alone in Python: torch.save(torch.load("${file}", weights_only=False)["state_dict"], "weights.pt")`,
  });
}
