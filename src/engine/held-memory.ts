import { kernelMemory } from "./kernel/shared-kernel.ts";
import { tf } from "./tf.ts";
import { shaderBytes } from "./webgpu/shader-context.ts";

/** Bytes that a thread's evaluation holds. */
export interface HeldMemory {
  /** Tensors and buffers of our shaders: weights, passes, and what is kept of the examples. */
  readonly tensors: number;
  /** Of our own kernel: weights, prefixes, tables and contributions in use, and the memory that was grown for them. */
  readonly kernel: number;
  readonly kernelHeap: number;
  /** Heap of tfjs's wasm backend; null where it is not that one, or cannot be read. */
  readonly wasmHeap: number | null;
}

/** What tfjs's wasm backend keeps of its module. */
interface WasmBackend {
  readonly wasm?: { readonly HEAPU8?: Uint8Array };
}

/** Counts, and reads nothing back: cheap at any time. */
export function heldMemory(): HeldMemory {
  const heap = tf.getBackend() === "wasm" ? (tf.backend() as unknown as WasmBackend).wasm?.HEAPU8 : undefined;
  const { used, reserved } = kernelMemory();
  return {
    tensors: tf.memory().numBytes + shaderBytes(),
    kernel: used,
    kernelHeap: reserved,
    wasmHeap: heap?.byteLength ?? null,
  };
}
