import type { MemoryAllowed } from "../core/memory/memory-refusal.ts";
import { tf } from "./tf.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";

/** WebAssembly's memories have 32-bit addresses. */
const heapBytes = 2 ** 32;
/** The most that browsers report of a machine, so as not to tell it from others: it may have any amount above. */
const mostReported = 8;

/** What this thread's backend, its device and the browser allow. */
export function memoryAllowed(): MemoryAllowed {
  // Node 20 has no navigator
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  const limits = gpuDevice()?.limits;
  return {
    heap: tf.getBackend() === "wasm" ? heapBytes : null,
    array: limits ? Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) : null,
    machine: deviceMemory !== undefined && deviceMemory < mostReported ? deviceMemory * 2 ** 30 : null,
  };
}
