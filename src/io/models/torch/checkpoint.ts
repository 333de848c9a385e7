import { FailureError } from "../../../core/failure.ts";
import { PickleError } from "./pickle-bytes.ts";
import type { StateDict, StateTensor } from "./state-tensor.ts";
import { typeWidths } from "./stored-type.ts";
import { bytesOfView, type TensorView } from "./torch-storage.ts";

/** What torch.save wrote: plain values with tensor views in them, and the storages' bytes. */
export interface Checkpoint {
  readonly value: unknown;
  /** Little-endian bytes by storage key. */
  readonly storages: ReadonlyMap<string, Uint8Array>;
}

/** The failure of a checkpoint that contradicts itself. */
export function damagedCheckpoint(file: string, message: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `${file} is no sound PyTorch checkpoint: it ${message}.`,
    where: file,
    advice: "Fetch or save the file again.",
  });
}

/** Runs what reads pickles; what it throws about them becomes a failure of the file. */
export function readingPickles<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PickleError) throw damagedCheckpoint(file, thrown.message);
    throw thrown;
  }
}

/** Turns big-endian numbers into little-endian ones, as a copy. */
export function reversedNumbers(bytes: Uint8Array, width: number): Uint8Array {
  const result = bytes.slice();
  if (width > 1) for (let at = 0; at + width <= result.length; at += width) result.subarray(at, at + width).reverse();
  return result;
}

/**
 * Views as tensors with bytes.
 * @throws FailureError file-damaged where a storage is absent or shorter than declared, or where the tensors together
 * would be far larger than the file
 */
export function materialised(
  file: string,
  { storages }: Checkpoint,
  views: ReadonlyMap<string, TensorView>,
): StateDict {
  let held = 0;
  for (const bytes of storages.values()) held += bytes.length;
  let spent = 0;
  const tensors = [...views].map(([name, view]): StateTensor => {
    const storage = storages.get(view.storage.key);
    if (storage === undefined || storage.length < view.storage.count * typeWidths[view.storage.type])
      throw damagedCheckpoint(file, `has no bytes for all of "${name}"`);
    const bytes = bytesOfView(view, storage);
    spent += bytes.length;
    // tied weights name a storage twice; thousands of names for one storage are no network
    if (spent > 4 * held + 65_536) throw damagedCheckpoint(file, "names the same numbers over and over");
    return { name, type: view.type, shape: view.shape, bytes };
  });
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}
