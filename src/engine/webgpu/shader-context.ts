import type { OutputKind } from "../../core/game/evaluator.ts";
import type { RowProgramme } from "../evaluation/row-programme.ts";
import type { Tricks } from "../evaluation/tricks.ts";
import { type BufferPool, bufferPool } from "./buffer-pool.ts";
import { foldedOps } from "./folded-ops.ts";
import { type ListLayout, listLayout } from "./pass-lists.ts";
import { mostInFlight } from "./passes-in-flight.ts";
import { type PassSizes, passSizes } from "./scratch.ts";
import { constantsOf } from "./shader-steps.ts";

/** What everything that evaluates one network by our shaders shares. */
export interface ShaderContext {
  readonly device: GPUDevice;
  readonly pool: BufferPool;
  readonly programme: RowProgramme;
  readonly layout: ListLayout;
  readonly passes: PassSizes;
  /** Operations for which what each channel gives is kept. */
  readonly folded: readonly number[];
  readonly kind: OutputKind;
  readonly width: number;
  readonly gathers: boolean;
  readonly stacks: boolean;
  /** Passes under way at a time. */
  readonly depth: number;
  constantOf(name: string): GPUBuffer;
  dispose(): void;
}

const contexts = new Set<ShaderContext>();

/** Bytes on the device that our own shaders hold in this thread. */
export function shaderBytes(): number {
  return [...contexts].reduce((sum, { pool }) => sum + pool.bytes, 0);
}

export function shaderContext(
  device: GPUDevice,
  programme: RowProgramme,
  kind: OutputKind,
  passBytes: number,
  tricks: Tricks,
): ShaderContext {
  const pool = bufferPool(device);
  const numbers = constantsOf(programme);
  const constants = new Map<string, GPUBuffer>();
  const context: ShaderContext = {
    device,
    pool,
    programme,
    layout: listLayout(programme),
    passes: passSizes(device, pool, programme, passBytes),
    folded: foldedOps(programme, tricks),
    kind,
    width: programme.stores[programme.output].channels,
    gathers: tricks.has("gather"),
    stacks: tricks.has("stack"),
    depth: tricks.has("flight") ? mostInFlight : 1,
    constantOf(name) {
      const known = constants.get(name);
      if (known) return known;
      const values = numbers.get(name)?.();
      if (!values) throw new Error(`the programme has no ${name}`);
      const buffer = pool.take(values.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
      device.queue.writeBuffer(buffer, 0, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
      constants.set(name, buffer);
      return buffer;
    },
    dispose() {
      for (const buffer of constants.values()) pool.give(buffer);
      constants.clear();
      context.passes.release();
      pool.trim();
      contexts.delete(context);
    },
  };
  contexts.add(context);
  return context;
}
