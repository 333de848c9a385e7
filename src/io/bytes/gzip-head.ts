import { budgetFor } from "./byte-budget.ts";
import type { ByteSource } from "./byte-source.ts";

/** What the ends of a gzip file say of what is in it. */
export interface GzipHead {
  /** Its first bytes, unpacked; empty where they cannot be. */
  readonly head: Uint8Array;
  /** Bytes unpacked, as the file declares them or, where that cannot be, four times its size: nothing to rely on. */
  readonly unpacked: number;
}

/** Bytes from the start of a gzip file that give a head to recognise. */
const packedHead = 64 * 1024;

async function firstChunk(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    return (await reader.read()).value ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Looks at the first and the last bytes of a gzip file only. */
export async function gzipHead(source: ByteSource): Promise<GzipHead> {
  const { name, size } = source;
  const head = await firstChunk(await source.slice(0, Math.min(packedHead, size)));
  const tail = await source.slice(Math.max(0, size - 4), size);
  // RFC 1952: the last four bytes are the size modulo 2^32, of the last of its members
  const declared = tail.length === 4 ? new DataView(tail.buffer, tail.byteOffset).getUint32(0, true) : 0;
  const possible = 1.01 * declared + 1024 >= size && declared <= budgetFor(name, size).limit;
  return { head, unpacked: possible ? declared : 4 * size };
}
