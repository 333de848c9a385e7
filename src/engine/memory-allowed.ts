import type { MemoryAllowed } from "../core/memory/memory-refusal.ts";
import { tf } from "./tf.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";

/** WebAssembly's memories have 32-bit addresses. */
const heapBytes = 2 ** 32;
/** The most that browsers report of a machine, so as not to tell it from others: it may have any amount above. */
const mostReported = 8;

/**
 * What the lab takes in one tab, all threads together: browsers end tabs that take much more, without a word. Half of
 * the machine where it is known to be small.
 */
const tabBytes = 4 * 2 ** 30;

/** What this thread's backend, its device and the browser allow. */
export function memoryAllowed(): MemoryAllowed {
  // Node 20 has no navigator
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  const limits = gpuDevice()?.limits;
  const machine = deviceMemory !== undefined && deviceMemory < mostReported ? deviceMemory * 2 ** 30 : null;
  return {
    heap: tf.getBackend() === "wasm" ? heapBytes : null,
    array: limits ? Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) : null,
    machine,
    tab: Math.min(tabBytes, machine === null ? tabBytes : machine / 2),
  };
}
