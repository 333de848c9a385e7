import type { RowProgramme } from "../evaluation/row-programme.ts";
import type { BufferPool } from "./buffer-pool.ts";
import { listLayout } from "./pass-lists.ts";
import { quad } from "./shader.ts";
import { storeSlots } from "./store-slots.ts";

/** Buffers that one pass after the other uses: the queue keeps them apart. */
export interface Scratch {
  /** Changes whenever the buffers do. */
  readonly generation: number;
  readonly lists: GPUBuffer;
  storeOf(store: number): GPUBuffer;
}

/** How much passes of a programme take. */
export interface PassSizes {
  /** Bytes of what one coalition takes for a quad of examples, and the largest part of it. */
  readonly rowBytes: number;
  readonly largest: number;
  /** Coalitions that fit: into the budget, and each buffer into one binding. */
  rowsFor(quads: number): number;
  /** Buffers for so many coalitions and quads; those in hand where they suffice. */
  scratch(rows: number, quads: number): Scratch;
  release(): void;
}

/** Workgroups along one axis on every device. */
export const mostGroups = 65_535;

export function passSizes(device: GPUDevice, pool: BufferPool, programme: RowProgramme, passBytes: number): PassSizes {
  const { slotOf, floats } = storeSlots(programme);
  const { length } = listLayout(programme);
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const mostBytes = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const each = floats.map((count) => 4 * quad * count);
  const rowBytes = each.reduce((sum, bytes) => sum + bytes, 0);
  const largest = Math.max(...each);
  let held: { rows: number; quads: number; scratch: Scratch; buffers: GPUBuffer[] } | null = null;
  let generation = 0;

  function release(): void {
    for (const buffer of held?.buffers ?? []) pool.give(buffer);
    held = null;
  }

  return {
    rowBytes,
    largest,
    rowsFor: (quads) =>
      Math.max(
        1,
        Math.floor(
          Math.min(mostGroups, passBytes / (rowBytes * quads), mostBytes / (largest * quads), mostBytes / (4 * length)),
        ),
      ),
    scratch(rows, quads) {
      if (held && held.rows * held.quads >= rows * quads && held.rows >= rows) return held.scratch;
      release();
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
      const slots = each.map((bytes) => pool.take(bytes * rows * quads, usage));
      const lists = pool.take(4 * length * rows, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
      generation += 1;
      const scratch = { generation, lists, storeOf: (store: number) => slots[slotOf[store]] };
      held = { rows, quads, scratch, buffers: [...slots, lists] };
      return scratch;
    },
    release,
  };
}
