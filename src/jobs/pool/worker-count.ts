import type { BackendName } from "../contract.ts";

/** Bytes of weights above which a copy for each core would take more memory than it is worth. */
const copiedBytes = 64 * 2 ** 20;

/**
 * Workers that evaluate coalitions: as many as there are cores, less one for the page above two; one for a GPU, which
 * serves only one at a time, and for networks whose weights are too large to be copied.
 * @param wanted what the person chose; null leaves it to the lab
 */
export function workerCount(
  wanted: number | null,
  machine: { readonly cores: number; readonly backend: BackendName; readonly weightBytes: number },
): number {
  if (machine.backend === "webgpu") return 1;
  if (wanted !== null) return Math.max(1, Math.floor(wanted));
  if (machine.weightBytes > copiedBytes) return 1;
  return Math.max(1, machine.cores > 2 ? machine.cores - 1 : machine.cores);
}
