import { type Tensor, tf } from "./tf.ts";

/**
 * Backward kernels for the wasm backend written over its heap. It has no UnsortedSegmentSum, the gradient of a gather,
 * and its MaxPoolGrad leaves places unwritten, so that they keep whatever the memory held before.
 */

type Handle = Pick<Tensor, "dataId" | "shape" | "dtype">;

/** What of tfjs's wasm backend is used here. */
export interface WasmHeap {
  makeOutput(shape: number[], dtype: "float32"): Handle;
  typedArrayFromHeap(handle: Handle): Float32Array | Int32Array;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The output, zeroed, and views of it and of what is read; taken after the allocation, since the heap may move then. */
function allocated(heap: WasmHeap, shape: readonly number[], ...read: readonly Handle[]) {
  const output = heap.makeOutput([...shape], "float32");
  const sums = heap.typedArrayFromHeap(output).fill(0);
  return { output, sums, views: read.map((handle) => heap.typedArrayFromHeap(handle)) };
}

/** Row s of the result is the sum of the rows of x whose segment id is s; ids outside are left out, as tfjs has it. */
export function segmentSum(heap: WasmHeap, inputs: { x: Handle; segmentIds: Handle }, segments: number): Handle {
  const row = inputs.x.shape.slice(1);
  const width = sizeOf(row);
  const { output, sums, views } = allocated(heap, [segments, ...row], inputs.x, inputs.segmentIds);
  const [rows, ids] = views;
  for (let place = 0; place < ids.length; place++) {
    const segment = ids[place];
    if (segment < 0 || segment >= segments) continue;
    for (let at = 0; at < width; at++) sums[segment * width + at] += rows[place * width + at];
  }
  return output;
}

/** How a pool walks over its input, as tfjs keeps it. */
export interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** dx of a max pool, [batch, height, width, channels]: each window's dy goes to its first largest place. */
export function maxPoolGradient(heap: WasmHeap, inputs: { dy: Handle; input: Handle }, pool: PoolAttributes): Handle {
  const [batch, height, width, channels] = inputs.input.shape;
  const shape = [batch, height, width, channels] as [number, number, number, number];
  const walk = tf.backend_util.computePool2DInfo(
    shape,
    pool.filterSize,
    pool.strides,
    1,
    pool.pad,
    pool.dimRoundingMode,
  );
  const { output, sums, views } = allocated(heap, shape, inputs.dy, inputs.input);
  const [dy, x] = views;
  const best = new Int32Array(channels);
  for (let example = 0, to = 0; example < batch; example++)
    for (let oy = 0; oy < walk.outHeight; oy++)
      for (let ox = 0; ox < walk.outWidth; ox++, to += channels) {
        const top = oy * walk.strideHeight - walk.padInfo.top;
        const left = ox * walk.strideWidth - walk.padInfo.left;
        best.fill(-1);
        for (let y = Math.max(0, top); y < Math.min(height, top + walk.filterHeight); y++)
          for (let from = Math.max(0, left); from < Math.min(width, left + walk.filterWidth); from++) {
            const place = ((example * height + y) * width + from) * channels;
            for (let c = 0; c < channels; c++) if (best[c] < 0 || x[place + c] > x[best[c]]) best[c] = place + c;
          }
        for (let c = 0; c < channels; c++) if (best[c] >= 0) sums[best[c]] += dy[to + c];
      }
  return output;
}
