import { FailureError } from "../../../core/failure.ts";
import type { ByteBudget } from "../../bytes/byte-budget.ts";
import { damagedHdf5 } from "./hdf5-cursor.ts";

/**
 * Unpacks a zlib stream of known length.
 * @throws FailureError file-damaged where it gives another length
 */
export async function inflate(
  name: string,
  packed: Uint8Array<ArrayBuffer>,
  length: number,
  budget: ByteBudget,
): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = new Uint8Array(length);
  let filled = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      budget.spend(step.value.length);
      if (filled + step.value.length > length) throw new RangeError("more than was declared");
      unpacked.set(step.value, filled);
      filled += step.value.length;
    }
    if (filled !== length) throw new RangeError("less than was declared");
  } catch (thrown) {
    await reader.cancel().catch(() => undefined);
    if (thrown instanceof FailureError) throw thrown;
    throw damagedHdf5(name, `a compressed part cannot be unpacked (${String(thrown)})`);
  }
  return unpacked;
}
