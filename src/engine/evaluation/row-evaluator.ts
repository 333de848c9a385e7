import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import type { Model } from "../../core/model/model.ts";
import { outputKindOf } from "../../core/model/output-kind.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { tileBytes } from "../kernel/kernel.ts";
import { ownedHeap } from "../kernel/owned-heap.ts";
import type { LentKernel } from "../kernel/shared-kernel.ts";
import { widestLayer } from "../pass-floats.ts";
import { type CallSchedule, callSchedule } from "./call-schedule.ts";
import { type Contributions, contributionsOf } from "./contributions.ts";
import { type KeptExamples, type KeptState, keptStates } from "./kept-states.ts";
import type { Limits, MaskedEvaluator } from "./limits.ts";
import { oneAfterAnother } from "./one-after-another.ts";
import { prefixOutputs } from "./prefix-outputs.ts";
import { type RowLayout, rowLayout } from "./row-layout.ts";
import { type RowProgramme, readBy } from "./row-programme.ts";
import { type RowRecords, rowRecords } from "./row-records.ts";
import { rowRunner } from "./row-runner.ts";
import type { Tricks } from "./tricks.ts";
import { type Span, withinMemory } from "./within-memory.ts";

/** What an operation reads and writes for a block should stay in the second cache. */
const blockBytes = 384 * 2 ** 10;
const mostExamples = 64;

/** Examples of a block: whole tiles, few enough for the cache. The same for all sets that are not smaller. */
export function blockLength(programme: RowProgramme, examples: number): number {
  const tile = tileBytes / 4;
  const floats = (store: number) => programme.stores[store].channels * programme.stores[store].places;
  const widest = programme.ops.reduce(
    (most, op) =>
      Math.max(
        most,
        readBy(op).reduce((sum, store) => sum + floats(store), floats(op.y)),
      ),
    1,
  );
  const fitting = tile * Math.floor(blockBytes / (4 * widest * tile));
  return Math.max(tile, Math.min(mostExamples, fitting, tile * Math.ceil(examples / tile)));
}

/** What blocks of one length need in the kernel's memory. */
interface Prepared {
  readonly layout: RowLayout;
  readonly records: RowRecords;
  readonly contributions: Contributions;
}

/** Channel-last numbers of some examples as blocks of rows. */
function spread(
  floats: Float32Array,
  values: Float32Array,
  examples: number,
  store: { channels: number; places: number },
  layout: RowLayout,
  index: number,
  address: number,
): void {
  const { channels, places } = store;
  const [rowFloats, channelFloats] = [layout.rowBytes / 4, layout.channelBytes[index] / 4];
  for (
    let from = 0, start = address / 4;
    from < examples;
    from += layout.examples, start += layout.storeBytes[index] / 4
  ) {
    const count = Math.min(layout.examples, examples - from);
    for (let channel = 0; channel < channels; channel++)
      for (let place = 0; place < places; place++) {
        const row = start + channel * channelFloats + place * rowFloats;
        for (let e = 0; e < count; e++) floats[row + e] = values[((from + e) * places + place) * channels + channel];
        floats.fill(0, row + count, row + layout.examples);
      }
  }
}

/** Writes the rows of a block's outputs as one vector an example. By itself, so that it is compiled early. */
function collect(
  values: Float32Array,
  into: number,
  floats: Float32Array,
  from: number,
  apart: number,
  width: number,
  examples: number,
): void {
  for (let k = 0; k < width; k++)
    for (let e = 0, row = from + k * apart, to = into + k; e < examples; e++, to += width) values[to] = floats[row + e];
}

/**
 * Evaluates coalitions one by one on rows of examples (see `Kernel`), really small: absent units are neither read nor
 * computed. What coalitions have in common from the first mask on is computed once, within a call and between calls.
 * Which of that is used changes no number.
 */
export function rowEvaluator(
  lent: LentKernel,
  model: Model,
  plan: EvaluationPlan,
  programme: RowProgramme,
  players: number,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  limits: Limits,
  tricks: Tricks,
): MaskedEvaluator {
  const { kernel } = lent;
  const heap = ownedHeap(lent.heap);
  const kept = keptStates(heap, limits.cacheBytes);
  const prefix = prefixOutputs(model, plan, inputsOf);
  const kind = outputKindOf(model);
  const shapes = outputShapes(model);
  const width = programme.stores[programme.output].channels;
  const shape = callSchedule(programme, tricks);
  const perPass = Math.min(limits.examples, Math.floor(limits.passBytes / (4 * widestLayer(plan.prefix, shapes))));
  /** By the length of blocks: small sets of examples leave what is kept of large ones alone. */
  const made = new Map<number, Prepared>();

  function prepared(examples: number): Prepared {
    const length = blockLength(programme, examples);
    const known = made.get(length);
    if (known) return known;
    const layout = rowLayout(kernel, heap, programme, length);
    const records = rowRecords(kernel, heap, programme, layout, shape.byChannel);
    const fresh = { layout, records, contributions: contributionsOf(kernel, heap, programme, layout) };
    made.set(length, fresh);
    return fresh;
  }

  function release(): void {
    kept.clear();
    for (const { layout, records, contributions } of made.values()) {
      records.dispose();
      contributions.dispose();
      layout.dispose();
    }
    made.clear();
    // what was taken on the way to a failure
    heap.freeAll();
  }

  /** Frontier stores of these blocks, computed where they are not kept. */
  async function fillFrontier(
    set: KeptExamples,
    places: ReadonlyMap<number, number>,
    examples: ExampleSlice,
    block: number,
  ) {
    const { layout } = set;
    const found = prefix.of(examples);
    for (const [store, address] of places) {
      const tensor = found.get(programme.stores[store].frontier as string);
      const values = (await tensor?.data()) as Float32Array;
      const at = address + block * layout.storeBytes[store];
      spread(kernel.floats, values, examples.length, programme.stores[store], layout, store, at);
    }
    for (const tensor of found.values()) tensor.dispose();
  }

  const span: Span = { most: Number.POSITIVE_INFINITY, tried: 1 };

  async function evaluated(batch: CoalitionBatch, examples: ExampleSlice, gains?: Float32Array): Promise<Outputs> {
    const values = new Float32Array(batch.rows * examples.length * width);
    const result = { rows: batch.rows, examples: examples.length, width, kind, values };
    if (batch.rows === 0 || examples.length === 0) return result;
    const { layout, records, contributions } = prepared(examples.length);
    const runner = rowRunner(kernel, programme, layout, shape.byChannel, tricks.has("zeros"));
    const length = layout.examples;
    const blocks = Math.ceil(examples.length / length);
    const atOnce = Math.max(1, Math.min(span.most, Math.floor(perPass / length)));
    span.tried = atOnce;
    const set = kept.examples(`${examples.length}:${examples.join()}`, layout, blocks);
    const keeps = tricks.has("prefix");
    const frontier = new Map<number, KeptState | null>();
    programme.stores.forEach((store, at) => {
      if (store.frontier === null) return;
      const known = set.frontier.get(at) ?? (keeps ? kept.add(set, at) : null);
      if (known) set.frontier.set(at, known);
      frontier.set(at, known);
    });
    const whole = [...frontier.values()].every((state) => state !== null);
    const lent = new Map<number, number>();
    for (const [store, state] of frontier)
      lent.set(store, state && whole ? state.address : heap.take(layout.storeBytes[store] * atOnce));
    const schedule: CallSchedule = shape.of(batch, gains, whole ? { kept, set } : null, records);
    try {
      for (const chunk of schedule.chunks()) {
        for (let from = 0; from < blocks; from += atOnce) {
          const to = Math.min(blocks, from + atOnce);
          const known =
            whole && [...frontier.values()].every((state) => state?.filled.subarray(from, to).every(Boolean));
          if (!known) {
            await fillFrontier(set, lent, examples.subarray(from * length, to * length), whole ? from : 0);
            if (whole) for (const state of frontier.values()) state?.filled.fill(1, from, to);
          }
          for (let block = from; block < to; block++) {
            const base = layout.scratch.slice();
            const first = block * length;
            const count = Math.min(length, examples.length - first);
            const bytes = tileBytes * Math.ceil((4 * count) / tileBytes);
            for (const [store, address] of lent)
              base[store] = address + (whole ? block : block - from) * layout.storeBytes[store];
            for (const move of chunk) {
              const addresses = base.slice();
              for (const state of move.states)
                addresses[state.store] = state.address + block * layout.storeBytes[state.store];
              for (const step of move.steps) {
                if (step.contributor) {
                  const held = contributions.ready(step.at, step.contributor, block, addresses);
                  runner.sum(step.at, step.record, held, step.record.units, addresses);
                } else runner.run(step.at, step.record, addresses, bytes);
              }
              for (const state of move.fills) state.filled[block] = 1;
              const from = addresses[programme.output];
              const into = (move.row * examples.length + first) * width;
              collect(values, into, kernel.floats, from / 4, layout.channelBytes[programme.output] / 4, width, count);
            }
          }
        }
      }
    } finally {
      if (!whole) for (const address of lent.values()) heap.free(address);
      records.clear();
    }
    return result;
  }

  return {
    players,
    outputs: oneAfterAnother((batch: CoalitionBatch, examples: ExampleSlice, gains?: Float32Array) =>
      withinMemory(span, release, () => evaluated(batch, examples, gains)),
    ),
    // nothing is compiled on the way
    warm: async () => {},
    dispose() {
      release();
      prefix.dispose();
      lent.giveBack();
    },
  };
}
