import type { ExampleSlice } from "../../core/game/evaluator.ts";
import type { Limits } from "../evaluation/limits.ts";
import type { PrefixOutputs } from "../evaluation/prefix-outputs.ts";
import type { LinearOp } from "../evaluation/row-programme.ts";
import { spreadShader } from "./answer-shaders.ts";
import { type ChunkStores, chunkStores, foldTile, sharedBytes } from "./chunk-stores.ts";
import { pipelineOf } from "./pipelines.ts";
import { mostGroups } from "./scratch.ts";
import { groupSize, quad, type Shader } from "./shader.ts";
import type { ShaderContext } from "./shader-context.ts";
import { linearStep } from "./shader-steps.ts";

/** What coalitions share, in chunks of examples that fit the device. */
export interface KeptChunks {
  /** Shaders that make chunks. */
  readonly shaders: readonly Shader[];
  /** The examples in chunks; each is good until the next one is asked for. */
  of(examples: ExampleSlice): AsyncGenerator<{ readonly chunk: ChunkStores; readonly from: number }>;
  dispose(): void;
}

/** Quads of so many examples: an even number where there are several, for shaders that take two at a time. */
export const quadsOf = (examples: number): number => {
  const quads = Math.ceil(examples / quad);
  return quads > 1 ? 2 * Math.ceil(quads / 2) : 1;
};

/**
 * @param widest floats of an example at the widest layer of the prefix
 * @param keeps whether chunks are kept from call to call, within `Limits.cacheBytes`
 */
export function keptChunks(
  context: ShaderContext,
  prefix: PrefixOutputs,
  widest: number,
  passBytes: number,
  limits: Limits,
  keeps: boolean,
): KeptChunks {
  const { device, pool, programme, passes, folded } = context;
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const mostBytes = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const shared = sharedBytes(programme, folded);
  const columns = Math.max(quad * context.width, ...programme.stores.map(({ places }) => places));
  const fitting = Math.floor(
    Math.min(
      (mostGroups * groupSize) / columns,
      passBytes / passes.rowBytes,
      passBytes / (4 * quad * widest),
      limits.cacheBytes / Math.max(1, shared.all),
      mostBytes / passes.largest,
      mostBytes / Math.max(1, shared.largest),
    ),
  );
  const perChunk = quad * Math.max(1, fitting - (fitting % 2));
  const shaders = [
    spreadShader(),
    ...folded.map((at) => linearStep(programme.ops[at] as LinearOp, at, foldTile, false, true).shader),
  ];
  const kept = new Map<string, readonly ChunkStores[]>();
  const bytesOf = (chunks: readonly ChunkStores[]) => chunks.reduce((sum, { quads }) => sum + shared.all * quads, 0);

  function free(chunk: ChunkStores): void {
    for (const buffer of [...chunk.frontier.values(), ...chunk.contributions.values()]) pool.give(buffer);
  }

  function keep(key: string, chunks: readonly ChunkStores[]): void {
    let held = bytesOf(chunks);
    for (const known of kept.values()) held += bytesOf(known);
    for (const [old, known] of kept) {
      if (held <= limits.cacheBytes) break;
      held -= bytesOf(known);
      known.forEach(free);
      kept.delete(old);
    }
    kept.set(key, chunks);
  }

  async function made(examples: ExampleSlice): Promise<ChunkStores> {
    await Promise.all(shaders.map((shader) => pipelineOf(device, shader)));
    const found = prefix.of(examples);
    try {
      return await chunkStores(context, examples.length, quadsOf(examples.length), found);
    } finally {
      for (const tensor of found.values()) tensor.dispose();
    }
  }

  return {
    shaders,
    async *of(examples) {
      const key = `${examples.length}:${examples.join()}`;
      const known = kept.get(key);
      const chunks = Math.ceil(examples.length / perChunk);
      const holds = keeps && shared.all * quadsOf(Math.min(perChunk, examples.length)) * chunks <= limits.cacheBytes;
      const fresh: ChunkStores[] = [];
      let complete = false;
      try {
        for (let from = 0, place = 0; from < examples.length; from += perChunk, place++) {
          const chunk = known?.[place] ?? (await made(examples.slice(from, from + perChunk)));
          if (!known) fresh.push(chunk);
          yield { chunk, from };
          if (!known && !holds) fresh.splice(0).forEach(free);
        }
        complete = true;
      } finally {
        if (!known && complete && holds) keep(key, fresh);
        else fresh.forEach(free);
      }
    },
    dispose() {
      for (const chunks of kept.values()) chunks.forEach(free);
      kept.clear();
    },
  };
}
