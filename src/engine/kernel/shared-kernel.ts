import { type ByteHeap, byteHeap } from "./byte-heap.ts";
import { type Kernel, wasmKernel } from "./kernel.ts";

/** The thread's kernel: a WebAssembly memory reserves gigabytes of addresses, so that all evaluators share one. */
export interface LentKernel {
  readonly kernel: Kernel;
  readonly heap: ByteHeap;
  /** Gives it back; the last one frees the memory. */
  giveBack(): void;
}

let running: { readonly kernel: Kernel; readonly heap: ByteHeap; borrowers: number } | null = null;

/** Null where the browser has no WebAssembly with SIMD. */
export function sharedKernel(): LentKernel | null {
  if (!running) {
    const kernel = wasmKernel();
    if (!kernel) return null;
    running = { kernel, heap: byteHeap(kernel), borrowers: 0 };
  }
  const lent = running;
  lent.borrowers++;
  let given = false;
  return {
    kernel: lent.kernel,
    heap: lent.heap,
    giveBack() {
      if (given) return;
      given = true;
      lent.borrowers--;
      if (lent.borrowers === 0 && running === lent) running = null;
    },
  };
}

/** Whether the kernel runs in this browser. */
export function kernelRuns(): boolean {
  const lent = sharedKernel();
  lent?.giveBack();
  return lent !== null;
}

/** Bytes of this thread's kernel: taken, and grown so far; 0 where none runs. */
export function kernelMemory(): { readonly used: number; readonly reserved: number } {
  return running
    ? { used: running.heap.used, reserved: running.kernel.floats.buffer.byteLength }
    : { used: 0, reserved: 0 };
}
