import type { LayerId } from "../../core/model/model.ts";
import type { LinearOp, RowProgramme } from "../evaluation/row-programme.ts";
import type { Tensor } from "../tf.ts";
import { spreadShader } from "./answer-shaders.ts";
import { bindShader, sizesApart, sizesOf } from "./bound-pass.ts";
import type { BufferPool } from "./buffer-pool.ts";
import type { ListLayout } from "./pass-lists.ts";
import { groupSize, packSizes, quad } from "./shader.ts";
import type { ShaderContext } from "./shader-context.ts";
import { linearStep } from "./shader-steps.ts";

/** What the coalitions of some examples share, on the device. */
export interface ChunkStores {
  readonly examples: number;
  readonly quads: number;
  /** What the prefix gives, by store. */
  readonly frontier: ReadonlyMap<number, GPUBuffer>;
  /** What each channel gives to an operation, by operation. */
  readonly contributions: ReadonlyMap<number, GPUBuffer>;
}

/** Bytes of what one quad of examples keeps. */
export function sharedBytes(programme: RowProgramme, folded: readonly number[]): { all: number; largest: number } {
  const sizes = programme.stores.flatMap(({ channels, places, frontier }) =>
    frontier === null ? [] : [4 * quad * channels * places],
  );
  for (const at of folded) {
    const op = programme.ops[at] as LinearOp;
    sizes.push(4 * quad * op.channels * op.outputs * programme.stores[op.y].places);
  }
  return { all: sizes.reduce((sum, size) => sum + size, 0), largest: Math.max(0, ...sizes) };
}

/** A tensor's numbers as a buffer of the device, without a way over the processor where they are on the device already. */
async function lent(device: GPUDevice, pool: BufferPool, tensor: Tensor): Promise<{ buffer: GPUBuffer; back(): void }> {
  try {
    const { buffer, tensorRef } = tensor.dataToGPU() as unknown as { buffer: GPUBuffer; tensorRef: Tensor };
    return { buffer, back: () => tensorRef.dispose() };
  } catch {
    const values = (await tensor.data()) as Float32Array<ArrayBuffer>;
    const buffer = pool.take(values.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    device.queue.writeBuffer(buffer, 0, values);
    return { buffer, back: () => pool.give(buffer) };
  }
}

/** Lists of every channel of an operation by itself: each stands for a coalition. */
function apartLists(layout: ListLayout, at: number, op: LinearOp): Uint32Array<ArrayBuffer> {
  const lists = new Uint32Array(op.channels * layout.length);
  for (let channel = 0; channel < op.channels; channel++) {
    const start = channel * layout.length;
    lists[start + layout.outAt[at]] = op.outputs;
    for (let k = 0; k < op.outputs; k++) lists[start + layout.outAt[at] + 1 + k] = k;
    lists.set([1, channel], start + layout.inAt[at]);
  }
  return lists;
}

const kept = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/**
 * Brings what the prefix gives for some examples into stores, and computes from it what each channel gives to folded
 * operations. The shaders have been compiled. The caller frees the tensors and gives the buffers back.
 */
export async function chunkStores(
  { device, pool, programme, layout, folded, constantOf }: ShaderContext,
  examples: number,
  quads: number,
  prefix: ReadonlyMap<LayerId, Tensor>,
): Promise<ChunkStores> {
  const { stores, ops } = programme;
  const frontier = new Map<number, GPUBuffer>();
  const contributions = new Map<number, GPUBuffer>();
  const back: (() => void)[] = [];
  const sizes = pool.take(sizesApart * (stores.length + ops.length), GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  back.push(() => pool.give(sizes));
  const common = { quads, examples, isShared: (store: number) => stores[store].frontier !== null };
  const sources = new Map<number, GPUBuffer>();
  for (const [store, { frontier: layer }] of stores.entries()) {
    if (layer === null) continue;
    const source = await lent(device, pool, prefix.get(layer) as Tensor);
    sources.set(store, source.buffer);
    back.push(source.back);
  }
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  let place = 0;
  for (const [store, source] of sources) {
    const { channels, places } = stores[store];
    const buffer = pool.take(4 * quad * channels * places * quads, kept());
    frontier.set(store, buffer);
    const columns = places * quads;
    const zero = { xPlaces: 0, outputs: 0, xRow: 0, yRow: 0, listRow: 0, inAt: 0, outAt: 0, biasAt: 0, zRow: 0 };
    const numbers = { ...zero, columns, quads, places, channels, examples, low: 0, high: 0 };
    device.queue.writeBuffer(sizes, place * sizesApart, packSizes(numbers));
    const { pipeline, group } = bindShader(
      device,
      spreadShader(),
      { buffer: sizes, offset: sizesApart * place++ },
      (name) => (name === "y" ? buffer : source),
    );
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(Math.ceil(columns / groupSize), channels);
  }
  for (const at of folded) {
    const op = ops[at] as LinearOp;
    const { places } = stores[op.y];
    const buffer = pool.take(4 * quad * op.channels * op.outputs * places * quads, kept());
    contributions.set(at, buffer);
    const step = linearStep(op, at, foldTile, false, true);
    const lists = apartLists(layout, at, op);
    const listed = pool.take(lists.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    back.push(() => pool.give(listed));
    device.queue.writeBuffer(listed, 0, lists);
    const bound = {
      ...common,
      constantOf,
      lists: listed,
      contributionsOf: () => buffer,
      storeOf: (store: number) => (store === op.y ? buffer : (frontier.get(store) as GPUBuffer)),
    };
    const numbers = sizesOf(programme, layout, step, bound);
    device.queue.writeBuffer(sizes, place * sizesApart, packSizes(numbers));
    const { pipeline, group } = bindShader(
      device,
      step.shader,
      { buffer: sizes, offset: sizesApart * place++ },
      (name) => {
        if (name === "x" || name === "y") return bound.storeOf(name === "x" ? op.x : op.y);
        return name === "lists" ? listed : constantOf(`${name} ${at}`);
      },
    );
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(
      Math.ceil(numbers.columns / groupSize),
      Math.ceil(op.outputs / foldTile.outputs),
      op.channels,
    );
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
  for (const give of back) give();
  return { examples, quads, frontier, contributions };
}

/** What an invocation computes of contributions. */
export const foldTile = { outputs: 4, quads: 1 } as const;
