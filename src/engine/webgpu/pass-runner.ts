import { type CoalitionBatch, rowsOf } from "../../core/game/coalition-batch.ts";
import { type Ask, answerForm } from "./answers.ts";
import { type BoundStep, bindShader, boundSteps, encodeSteps, sizesApart } from "./bound-pass.ts";
import type { ChunkStores } from "./chunk-stores.ts";
import { writeLists } from "./pass-lists.ts";
import { passesInFlight } from "./passes-in-flight.ts";
import { pipelineOf } from "./pipelines.ts";
import { roomFor, watched } from "./refused.ts";
import type { Scratch } from "./scratch.ts";
import { groupSize, packSizes, quad, type Sizes } from "./shader.ts";
import type { ShaderContext } from "./shader-context.ts";
import { shaderSteps } from "./shader-steps.ts";

/** Work that was handed to the device. */
export interface PassCounts {
  coalitions: number;
  passes: number;
  dispatches: number;
}

/** Runs coalitions on chunks of examples. */
export interface PassRunner {
  readonly counts: Readonly<PassCounts>;
  /**
   * @param accept takes the answers of coalitions from..to-1 as they were asked for, in order
   * @throws FailureError out-of-memory where the device refuses a single coalition
   */
  run(
    chunk: ChunkStores,
    batch: CoalitionBatch,
    gains: Float32Array | undefined,
    ask: Ask,
    accept: (from: number, to: number, answers: ArrayBuffer) => void,
  ): Promise<void>;
}

/** Quads that an invocation of a linear shader takes. */
export const tileQuads = (quads: number): number => (quads % 2 === 0 ? 2 : 1);

/** A label that no class has, where there is no example. */
const nobody = 0xffff_ffff;

interface BoundPass {
  readonly scratch: Scratch;
  readonly steps: readonly BoundStep[];
  readonly answers: GPUBuffer;
  readonly answer: { readonly pipeline: GPUComputePipeline; readonly group: GPUBindGroup };
}

export function passRunner(context: ShaderContext): PassRunner {
  const { device, pool, programme, layout, passes, folded, kind, width, gathers, stacks, depth } = context;
  const counts: PassCounts = { coalitions: 0, passes: 0, dispatches: 0 };
  /** Coalitions that the device has stood so far for a quad of examples; it does not forget what it refused. */
  let stood = Number.POSITIVE_INFINITY;

  async function read(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, bytes);
      const copy = staging.getMappedRange(0, bytes).slice(0);
      staging.unmap();
      return copy;
    } finally {
      pool.give(staging);
    }
  }

  return {
    counts,
    async run(chunk, batch, gains, ask, accept) {
      const { quads, examples } = chunk;
      const weighed = gains !== undefined || !gathers;
      const steps = shaderSteps(programme, (at) => folded.includes(at), weighed, tileQuads(quads));
      const form = answerForm(ask, kind, examples, quads, width);
      await Promise.all(
        [...steps.map(({ shader }) => shader), form.shader].map((shader) => pipelineOf(device, shader)),
      );
      const most = stacks ? Math.min(batch.rows, passes.rowsFor(quads), Math.max(1, Math.floor(stood / quads))) : 1;
      const lists = new Uint32Array(most * layout.length);
      const taken: GPUBuffer[] = [];
      const take = (bytes: number, usage: GPUBufferUsageFlags) => {
        const buffer = pool.take(bytes, usage);
        taken.push(buffer);
        return buffer;
      };
      let bound: BoundPass | null = null;
      const room = roomFor(
        most,
        (rows) => rows * passes.rowBytes * quads,
        (rows) => {
          stood = rows * quads;
          passes.release();
          bound = null;
          pool.trim();
        },
      );

      function prepared(): BoundPass {
        const scratch = passes.scratch(room.rows, quads);
        if (bound?.scratch === scratch) return bound;
        const sizes = take(sizesApart * (steps.length + 1), GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
        const isShared = (store: number) => programme.stores[store].frontier !== null;
        const storeOf = (store: number) => chunk.frontier.get(store) ?? scratch.storeOf(store);
        const found = boundSteps(device, programme, layout, steps, sizes, {
          quads,
          examples,
          isShared,
          storeOf,
          constantOf: context.constantOf,
          contributionsOf: (at) => chunk.contributions.get(at) as GPUBuffer,
          lists: scratch.lists,
        });
        const zero = { places: 1, xPlaces: 1, yRow: 0, listRow: 0, inAt: 0, outAt: 0, biasAt: 0, zRow: 0 };
        const numbers: Sizes = {
          ...zero,
          columns: form.columns,
          quads,
          examples,
          channels: width,
          outputs: width,
          xRow: width * quads,
          low: 0,
          high: 0,
        };
        const offset = sizesApart * steps.length;
        device.queue.writeBuffer(sizes, offset, packSizes(numbers));
        const answers = take(4 * room.rows * form.length, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
        const labels = ask.what === "outputs" ? null : labelled(ask.labels);
        const answer = bindShader(device, form.shader, { buffer: sizes, offset }, (name) =>
          name === "x" ? storeOf(programme.output) : name === "labels" && labels ? labels : answers,
        );
        bound = { scratch, steps: found, answers, answer };
        return bound;
      }

      function labelled(labels: Int32Array): GPUBuffer {
        const all = new Uint32Array(quads * quad).fill(nobody);
        all.set(labels);
        const buffer = take(all.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
        device.queue.writeBuffer(buffer, 0, all);
        return buffer;
      }

      function issue(from: number, to: number): Promise<ArrayBuffer> {
        const rows = to - from;
        const { scratch, steps: all, answers, answer } = prepared();
        const slice = gains?.subarray(from * batch.players, to * batch.players);
        const wanted = writeLists(programme, layout, rowsOf(batch, from, to), slice, gathers, lists);
        device.queue.writeBuffer(scratch.lists, 0, lists, 0, rows * layout.length);
        const bytes = 4 * rows * form.length;
        const staging = pool.take(bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        counts.dispatches += 1 + encodeSteps(pass, all, rows, wanted);
        pass.setPipeline(answer.pipeline);
        pass.setBindGroup(0, answer.group);
        pass.dispatchWorkgroups(form.groups ?? Math.ceil(form.columns / groupSize), 1, rows);
        pass.end();
        encoder.copyBufferToBuffer(answers, 0, staging, 0, bytes);
        device.queue.submit([encoder.finish()]);
        counts.passes += 1;
        counts.coalitions += rows;
        return read(staging, bytes);
      }

      try {
        await passesInFlight(batch.rows, room, depth, (from, to) => watched(device, () => issue(from, to)), accept);
      } finally {
        for (const buffer of taken) pool.give(buffer);
      }
    },
  };
}
