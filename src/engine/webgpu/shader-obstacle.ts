import type { RowProgramme } from "../evaluation/row-programme.ts";
import { everyTrick } from "../evaluation/tricks.ts";
import { sharedBytes } from "./chunk-stores.ts";
import { foldedOps } from "./folded-ops.ts";
import { quad } from "./shader.ts";
import { storeSlots } from "./store-slots.ts";

/** Why a programme does not fit a device: what one dispatch reads must fit a binding. Null where it does. */
export function shaderObstacle(device: GPUDevice, programme: RowProgramme): string | null {
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const room = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const sizes = programme.ops.map((op) => (op.kind === "linear" ? 4 * (op.rows.length + 2) * op.outputs : 0));
  sizes.push(4 * quad * Math.max(...storeSlots(programme).floats));
  // examples come four at a time, or eight
  sizes.push(2 * sharedBytes(programme, foldedOps(programme, everyTrick)).largest);
  const largest = Math.max(...sizes);
  if (largest <= room) return null;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  return `The GPU gives a shader ${mebibytes(room)} MiB at once, and a layer needs ${mebibytes(largest)}.`;
}
