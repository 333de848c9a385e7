import { FailureError } from "../../core/failure.ts";
import { HeapFull } from "../kernel/byte-heap.ts";

/** Blocks that go through at once: as many as the memory has stood so far, and as many as were tried last. */
export interface Span {
  most: number;
  tried: number;
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20).toLocaleString("en");

/**
 * Works again where the kernel's memory runs out: after everything that is kept was given back, with half as many blocks
 * at once each time. No number depends on either.
 * @throws FailureError out-of-memory where one block is too much already
 */
export async function withinMemory<T>(span: Span, giveBack: () => void, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HeapFull)) throw error;
      giveBack();
      if (tries > 0 && span.tried <= 1)
        throw new FailureError({
          kind: "out-of-memory",
          message: `The browser gives no ${mebibytes(error.wanted)} MiB more for evaluating, beside the ${mebibytes(error.used)} MiB in use.`,
          advice: "Use a smaller network or fewer workers, or close other tabs.",
          details: error.message,
        });
      span.most = Math.max(1, Math.floor(span.tried / 2));
    }
}
