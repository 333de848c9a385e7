import { PickleError } from "./pickle-bytes.ts";
import { PickleGlobal } from "./pickle-values.ts";
import { type StoredType, typeWidths } from "./stored-type.ts";
import { storageTypeOf } from "./torch-globals.ts";

/** A run of numbers that tensors are views of; its bytes may stand further on in the file. */
export interface TorchStorage {
  readonly key: string;
  readonly type: StoredType;
  /** Numbers it declares to hold. */
  readonly count: number;
}

/** A view of a storage, as torch.save writes it. */
export class TensorView {
  readonly storage: TorchStorage;
  readonly type: StoredType;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: TorchStorage,
    type: StoredType,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.type = type;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/**
 * A storage from its persistent id: ("storage", type, key, device, count, view).
 * @throws PickleError for any other id
 */
export function storageOf(id: unknown): TorchStorage {
  const [tag, type, key, , count, view] = Array.isArray(id) ? (id as unknown[]) : [];
  if (tag !== "storage" || !(type instanceof PickleGlobal))
    throw new PickleError("refers to something other than a storage");
  const stored = storageTypeOf(type);
  if (stored === null) throw new PickleError(`has a storage of type ${type.path}`);
  if (typeof key !== "string" && typeof key !== "number") throw new PickleError("has a storage without a name");
  if (!isCount(count)) throw new PickleError(`has a storage "${key}" of unknown length`);
  if (Array.isArray(view))
    throw new PickleError("has storages that are views of each other, as PyTorch before 0.4 wrote them");
  return { key: String(key), type: stored, count };
}

const isStorage = (value: unknown): value is TorchStorage =>
  typeof value === "object" && value !== null && "key" in value && "count" in value && "type" in value;

/**
 * The view that a call of _rebuild_tensor, _v2 or _v3 makes: (storage, offset, size, strides, ...).
 * @param named a type that stands for the storage's own (v3)
 * @throws PickleError where the arguments are no such thing or lead out of the storage
 */
export function tensorViewOf(args: readonly unknown[], named: StoredType | null): TensorView {
  const [storage, offset, size, strides] = args;
  if (!isStorage(storage)) throw new PickleError("has a tensor without a storage");
  if (!isCount(offset) || !Array.isArray(size) || !Array.isArray(strides))
    throw new PickleError("has a tensor without a shape");
  if (size.length !== strides.length || size.length > 16 || !size.every(isCount) || !strides.every(isCount))
    throw new PickleError("has a tensor of an impossible shape");
  const type = named ?? storage.type;
  const held = Math.floor((storage.count * typeWidths[storage.type]) / typeWidths[type]);
  const empty = size.includes(0);
  const last = size.reduce((sum, length, axis) => sum + (length - 1) * (strides[axis] ?? 0), offset);
  if (!empty && !(last < held))
    throw new PickleError(`has a tensor that reaches element ${last} of ${held} in a storage`);
  // expanded tensors repeat a storage; no network is stored like that, and a few bytes could claim any amount of memory
  const elements = size.reduce((product, length) => product * length, 1);
  if (elements > held) throw new PickleError(`has a tensor of ${elements} numbers in a storage of ${held}`);
  return new TensorView(storage, type, offset, size as number[], strides as number[]);
}

const isContiguous = ({ shape, strides }: TensorView): boolean => {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis] ?? 1;
  }
  return true;
};

/** Copies the elements that the view names, row-major. */
function gathered({ shape, strides, offset }: TensorView, bytes: Uint8Array, width: number): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  const result = new Uint8Array(count * width);
  const index = shape.map(() => 0);
  let from = offset;
  for (let element = 0; element < count; element++) {
    for (let i = 0; i < width; i++) result[element * width + i] = bytes[from * width + i] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      from += strides[axis] ?? 0;
      index[axis] = next;
      if (next < (shape[axis] ?? 0)) break;
      from -= next * (strides[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return result;
}

/**
 * A view's bytes, row-major: a part of the storage where it is contiguous, else a copy.
 * @param storage all bytes of its storage, little-endian
 */
export function bytesOfView(view: TensorView, storage: Uint8Array): Uint8Array {
  const width = typeWidths[view.type];
  const count = view.shape.reduce((product, length) => product * length, 1);
  return isContiguous(view) || count === 0
    ? storage.subarray(view.offset * width, (view.offset + count) * width)
    : gathered(view, storage, width);
}
