/** GPU buffers that are used again: making one takes longer than a small pass, and tells the memory's true size late. */
export interface BufferPool {
  /** Bytes of all buffers, lent or waiting. */
  readonly bytes: number;
  /** Buffers that are lent. */
  readonly lent: number;
  /** A buffer of at least so many bytes, with whatever was in it. */
  take(bytes: number, usage: GPUBufferUsageFlags): GPUBuffer;
  give(buffer: GPUBuffer): void;
  /** Frees the buffers that wait. */
  trim(): void;
}

/** Few different sizes, so that buffers fit again: at most an eighth is wasted. */
function rounded(bytes: number): number {
  const step = Math.max(256, 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, bytes))) - 4));
  return step * Math.ceil(Math.max(1, bytes) / step);
}

export function bufferPool(device: GPUDevice): BufferPool {
  const waiting = new Map<string, GPUBuffer[]>();
  const lent = new Set<GPUBuffer>();
  let bytes = 0;
  const keyOf = (size: number, usage: GPUBufferUsageFlags) => `${usage}:${size}`;
  return {
    get bytes() {
      return bytes;
    },
    get lent() {
      return lent.size;
    },
    take(wanted, usage) {
      const size = rounded(wanted);
      let buffer = waiting.get(keyOf(size, usage))?.pop();
      if (!buffer) {
        buffer = device.createBuffer({ size, usage });
        bytes += size;
      }
      lent.add(buffer);
      return buffer;
    },
    give(buffer) {
      if (!lent.delete(buffer)) throw new Error("this buffer was not lent");
      const key = keyOf(buffer.size, buffer.usage);
      const others = waiting.get(key);
      if (others) others.push(buffer);
      else waiting.set(key, [buffer]);
    },
    trim() {
      for (const buffers of waiting.values())
        for (const buffer of buffers) {
          bytes -= buffer.size;
          buffer.destroy();
        }
      waiting.clear();
    },
  };
}
