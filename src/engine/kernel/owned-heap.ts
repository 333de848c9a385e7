import type { ByteHeap } from "./byte-heap.ts";

/** A share of a heap whose owner can give back all that it took, also what it lost count of. */
export interface OwnedHeap extends ByteHeap {
  freeAll(): void;
}

/** @param heap shared with others, whose memory stays */
export function ownedHeap(heap: ByteHeap): OwnedHeap {
  const own = new Set<number>();
  const noted = (address: number): number => {
    own.add(address);
    return address;
  };
  return {
    get used() {
      return heap.used;
    },
    take: (bytes) => noted(heap.take(bytes)),
    takeInts: (values) => noted(heap.takeInts(values)),
    takeFloats: (values) => noted(heap.takeFloats(values)),
    free(address) {
      heap.free(address);
      own.delete(address);
    },
    freeAll() {
      for (const address of own) heap.free(address);
      own.clear();
    },
  };
}
