import { FailureError } from "../../../core/failure.ts";
import { type Checkpoint, damagedCheckpoint, readingPickles, reversedNumbers } from "./checkpoint.ts";
import { PickleBytes, PickleError } from "./pickle-bytes.ts";
import { typeWidths } from "./stored-type.ts";
import type { TorchStorage } from "./torch-storage.ts";
import { torchWorld } from "./torch-world.ts";
import { unpickle } from "./unpickle.ts";

/** 0x1950a86a20f9469cfc6c, the first pickle of the file. */
const magic = "119547037146038801333356";
const protocol = 1001;

/** The raw storages behind the pickles: a count of numbers and the numbers, in the order of the keys. */
function readStorages(
  bytes: Uint8Array,
  from: number,
  keys: readonly unknown[],
  declared: ReadonlyMap<string, TorchStorage>,
  big: boolean,
): ReadonlyMap<string, Uint8Array> {
  const read = new PickleBytes(bytes, from);
  const storages = new Map<string, Uint8Array>();
  for (const key of keys) {
    const storage = declared.get(String(key));
    if (storage === undefined) throw new PickleError(`lists a storage ${String(key)} that no tensor has`);
    const count = read.uint64();
    if (count !== storage.count)
      throw new PickleError(`has a storage of ${count} numbers where ${storage.count} were declared`);
    const width = typeWidths[storage.type];
    const stored = read.bytes(count * width);
    storages.set(storage.key, big ? reversedNumbers(stored, width) : stored);
  }
  return storages;
}

/**
 * What torch.save wrote before PyTorch 1.6: pickles of a magic number, the protocol, the machine, the object and the
 * keys of its storages, then the storages.
 * @throws FailureError file-damaged; file-unsupported for a pickle that torch.save did not write and for names that
 * weights do not need
 */
export function readLegacyCheckpoint(file: string, bytes: Uint8Array): Checkpoint {
  return readingPickles(file, () => {
    const world = torchWorld(file);
    const first = unpickle(bytes, 0, world);
    if (first.value !== magic)
      throw new FailureError({
        kind: "file-unsupported",
        message: `${file} is a Python pickle, but none that torch.save wrote.`,
        where: file,
        advice: 'Save the weights in Python: torch.save(model.state_dict(), "weights.pt")',
      });
    const version = unpickle(bytes, first.end, world);
    if (version.value !== protocol)
      throw damagedCheckpoint(file, `has the protocol ${String(version.value)}, not ${protocol}`);
    const machine = unpickle(bytes, version.end, world);
    const big = machine.value instanceof Map && machine.value.get("little_endian") === false;
    const object = unpickle(bytes, machine.end, world);
    const keys = unpickle(bytes, object.end, world);
    if (!Array.isArray(keys.value)) throw new PickleError("has no list of storages");
    return { value: object.value, storages: readStorages(bytes, keys.end, keys.value, world.storages, big) };
  });
}
