import { type LentKernel, sharedKernel } from "../kernel/shared-kernel.ts";
import { tf } from "../tf.ts";
import { rowLayout } from "./row-layout.ts";
import type { LinearOp, RowProgramme } from "./row-programme.ts";
import { rowRecords } from "./row-records.ts";
import { rowRunner } from "./row-runner.ts";
import { eachPlace } from "./row-taps.ts";

/** What this machine does in a second, on the backend in force. */
export interface MachineRates {
  readonly backend: string;
  /** Multiply-accumulates of tfjs's matrix product and of its convolution. */
  readonly products: number;
  readonly convolutions: number;
  /** Numbers that an elementwise operation of tfjs gives. */
  readonly elements: number;
  /** Calls of a tfjs operation on next to nothing. */
  readonly calls: number;
  /** Multiply-accumulates of our kernel, and numbers that it moves; 0 where it does not run. */
  readonly kernel: number;
  readonly rows: number;
  /** Weights gathered for one coalition. */
  readonly gathered: number;
}

/** Milliseconds that a measurement takes at least, so that all of them stay well below a second. */
const patience = 30;
/** Runs at least: the first ones are not compiled yet, and others have the processor now and then. */
const fewestRuns = 12;

/** Least seconds of a run. */
async function secondsOf(run: () => void | Promise<void>): Promise<number> {
  await run();
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + patience;
  for (let runs = 0; runs < fewestRuns || performance.now() < end; runs++) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return Math.max(least, 1e-3) / 1000;
}

/** Runs a tfjs operation and waits for its last number. */
async function finished(run: () => { data(): Promise<unknown>; dispose(): void }): Promise<void> {
  const y = run();
  await y.data();
  y.dispose();
}

async function tfjsRates(): Promise<Omit<MachineRates, "backend" | "kernel" | "rows" | "gathered">> {
  const [a, b] = [tf.ones([256, 128]), tf.ones([128, 256])];
  const [image, filter] = [tf.ones([8, 16, 16, 16]), tf.ones([3, 3, 16, 16])];
  const [large, small] = [tf.ones([2 ** 18]), tf.ones([8])];
  const product = await secondsOf(() => finished(() => tf.matMul(a, b)));
  const convolution = await secondsOf(() => finished(() => tf.conv2d(image as never, filter as never, 1, "same")));
  const elements = await secondsOf(() => finished(() => tf.mul(large, large)));
  const call = await secondsOf(() => finished(() => tf.add(small, small)));
  tf.dispose([a, b, image, filter, large, small]);
  return {
    products: (256 * 128 * 256) / product,
    convolutions: (8 * 16 * 16 * 9 * 16 * 16) / convolution,
    elements: 2 ** 18 / elements,
    calls: 1 / call,
  };
}

/** One dense layer, 256 to 64. */
function sampleProgramme(): RowProgramme {
  const [channels, outputs] = [256, 64];
  const op: LinearOp = {
    kind: "linear",
    layer: "sample",
    x: 0,
    y: 1,
    taps: eachPlace(1),
    window: 1,
    channels,
    outputs,
    kernel: new Float32Array(channels * outputs).fill(1),
    rows: Int32Array.from({ length: channels }, (_, row) => row),
    bias: null,
    players: null,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  };
  const stores = [
    { channels, places: 1, frontier: "x" },
    { channels: outputs, places: 1, frontier: null },
  ];
  return { stores, ops: [op], output: 1 };
}

async function kernelRates({ kernel, heap }: LentKernel): Promise<Pick<MachineRates, "kernel" | "rows" | "gathered">> {
  const programme = sampleProgramme();
  const layout = rowLayout(kernel, heap, programme, 64);
  const records = rowRecords(kernel, heap, programme, layout, [false]);
  const runner = rowRunner(kernel, programme, layout, [false], false);
  const half = { present: Uint8Array.from({ length: 256 }, (_, at) => at % 2), needed: new Uint8Array(64).fill(1) };
  const gathered = await secondsOf(() => {
    for (let run = 0; run < 16; run++) {
      records.clear();
      records.of(0, half, null);
    }
  });
  const record = records.of(0, half, null);
  const input = heap.takeFloats(new Float32Array(layout.storeBytes[0] / 4).fill(1));
  const addresses = [input, layout.scratch[1]];
  const kernelSeconds = await secondsOf(() => {
    if (record) for (let run = 0; run < 16; run++) runner.run(0, record, addresses, layout.rowBytes);
  });
  const rows = await secondsOf(() => {
    const y = layout.scratch[1];
    if (record)
      for (let run = 0; run < 16; run++)
        kernel.add(y, record.outputs, y, record.outputs, y, record.outputs, 64, layout.rowBytes);
  });
  heap.free(input);
  records.dispose();
  layout.dispose();
  return {
    kernel: (16 * 128 * 64 * 64) / kernelSeconds,
    rows: (16 * 64 * 64) / rows,
    gathered: (16 * 128 * 64) / gathered,
  };
}

const known = new Map<string, Promise<MachineRates>>();

async function measured(backend: string): Promise<MachineRates> {
  const rates = await tfjsRates();
  const lent = backend === "wasm" ? sharedKernel() : null;
  const own = lent ? await kernelRates(lent) : { kernel: 0, rows: 0, gathered: 0 };
  lent?.giveBack();
  return { backend, ...rates, ...own };
}

/** The rates of the backend in force, measured once in each thread: about a quarter of a second. */
export function machineRates(): Promise<MachineRates> {
  const backend = tf.getBackend();
  const found = known.get(backend) ?? measured(backend);
  known.set(backend, found);
  return found;
}
