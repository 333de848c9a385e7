import type { Failure } from "../failure.ts";
import type { MemoryEstimate } from "./memory-estimate.ts";

/** What a browser and its machine allow, in bytes; null where nobody says. */
export interface MemoryAllowed {
  /** Heap of a thread: WebAssembly has 32-bit addresses. */
  readonly heap: number | null;
  /** One array on the device. */
  readonly array: number | null;
  /** Memory of the machine. */
  readonly machine: number | null;
  /** All threads of a tab together; left out where nobody says. */
  readonly tab?: number;
}

const words = (bytes: number): string =>
  bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20).toLocaleString("en")} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;

const smaller = "Use a smaller network or fewer examples and workers, or choose another backend in the settings.";

/**
 * Why something cannot be done in the memory there is, with the numbers; null where it can, if with smaller batches.
 * @param what is to be done, as the beginning of a sentence
 * @param advice what makes it smaller
 */
export function memoryRefusal(
  estimate: MemoryEstimate,
  allowed: MemoryAllowed,
  what: string,
  advice = smaller,
): Failure | null {
  const limits = [
    { needs: estimate.leastHeap, has: allowed.heap, where: "one thread's WebAssembly memory" },
    { needs: estimate.largest, has: allowed.array, where: "one buffer of this GPU" },
    { needs: estimate.least, has: allowed.machine, where: "the memory that this browser reports" },
    { needs: estimate.least, has: allowed.tab ?? null, where: "one tab" },
  ];
  const broken = limits.find(({ needs, has }) => has !== null && needs > has);
  if (!broken || broken.has === null) return null;
  const parts = estimate.parts.map(({ what: part, bytes }) => `${part}: ${words(bytes)}`);
  return {
    kind: "out-of-memory",
    message: `${what} takes at least ${words(broken.needs)}, and ${broken.where} has ${words(broken.has)}.`,
    advice,
    details: ["Estimated before anything was begun:", ...parts].join("\n"),
  };
}
