import { FailureError } from "../core/failure.ts";
import { tf } from "./tf.ts";
import { Refused } from "./webgpu/refused.ts";

const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20).toLocaleString("en");

/** tfjs's WebAssembly memory is full. */
export class WasmHeapFull extends FailureError {
  constructor(wanted: number, heap: number) {
    super({
      kind: "out-of-memory",
      message: `The browser gives tfjs's WebAssembly memory no ${mebibytes(wanted)} MiB more; it has ${mebibytes(heap)} MiB.`,
      advice: "Use a smaller network, fewer examples or smaller batches, or close other tabs.",
    });
    this.name = "WasmHeapFull";
  }
}

interface WasmModule {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU8: Uint8Array;
}

const guarded = new WeakSet<WasmModule>();

/**
 * Makes tfjs's wasm backend throw a `WasmHeapFull` where its memory is full: by itself it does not look at what it is
 * given, and writes the tensor over the start of its own memory. Nothing is done on other backends.
 */
export function guardWasmHeap(): void {
  if (tf.getBackend() !== "wasm") return;
  const { wasm } = tf.backend() as unknown as { readonly wasm: WasmModule };
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // the first call puts the true function in its place
  wasm._free(wasm._malloc(1));
  const { _malloc } = wasm;
  wasm._malloc = (bytes) => {
    const address = _malloc(bytes);
    if (address === 0 && bytes > 0) throw new WasmHeapFull(bytes, wasm.HEAPU8.byteLength);
    return address;
  };
}

/** Issues a pass; where the heap is full it is refused as a GPU refuses one, to be tried again with less. */
export async function withinHeap<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof WasmHeapFull ? new Refused(error.message) : error;
  }
}
