import { linearFunctions, tileBytes, tileSizes } from "./linear-code.ts";
import { rowFunctions } from "./row-code.ts";
import { wasmModule } from "./wasm-module.ts";

export { tileBytes };

/** Linear operations on so many outputs at a time. */
export interface Tile {
  readonly outputs: number;
  /**
   * y = clamp(bias + sum of weight x input) over a place's taps and the channels listed. Weights lie in tiles of outputs:
   * their biases, then their weights for each tap and channel, `tapStride` and `channelStride` apart.
   * @param bytes of each row that count
   * @param list room for 8 bytes for each tap of each channel, and 4 for each channel
   * @param everything 1 where inputs that are zero are multiplied too
   */
  readonly linear: Linear;
  /** The same, each channel's taps summed by themselves first, so that the sum equals `sumRows` to the bit. */
  readonly linearByChannel: Linear;
}

/**
 * Arithmetic on rows: one number for each example of a block, so that a unit or a place that is left out is a row
 * that is not read, at no cost. All addresses and offsets are bytes in `floats`' buffer. A tensor is a list of channels
 * (their offsets), each of them a row for every place.
 *
 * A table of places has 16 bytes a place: offset of its input rows, address of its first tap, address after its last,
 * offset of its output row; pools have 20, with what the sum is multiplied by. A tap has 8: offset of its input row, and
 * its number.
 */
export interface Kernel {
  readonly name: string;
  readonly floats: Float32Array;
  readonly ints: Int32Array;
  /** Makes the memory at least so large; the views above are then new. Throws a RangeError where there is no more. */
  grow(bytes: number): void;
  /** Whether products are added without being rounded first. It is the same for all tiles. */
  readonly fused: boolean;
  /** The tile for so many outputs; whichever it is, the numbers are the same to the bit. */
  tileFor(outputs: number): Tile;
  greatest: Pool;
  mean: Pool;
  /** y = clamp(x * scale + offset); `numbers` has both for each channel listed. */
  affine(
    x: number,
    xChannels: number,
    y: number,
    yChannels: number,
    channels: number,
    bytes: number,
    numbers: number,
    low: number,
    high: number,
  ): void;
  add(
    a: number,
    aChannels: number,
    b: number,
    bChannels: number,
    y: number,
    yChannels: number,
    channels: number,
    bytes: number,
  ): void;
  /** y = clamp(bias + sum over the units listed of x[unit, channel]). `biases` holds one number for each channel listed. */
  sumRows(
    x: number,
    units: number,
    unitCount: number,
    xChannels: number,
    biases: number,
    y: number,
    yChannels: number,
    channels: number,
    bytes: number,
    low: number,
    high: number,
  ): void;
  softmax: InPlace;
  sigmoid: InPlace;
  tanh: InPlace;
}

export type Linear = (
  x: number,
  places: number,
  placeCount: number,
  channels: number,
  channelCount: number,
  weights: number,
  tapStride: number,
  channelStride: number,
  tileWeights: number,
  outputs: number,
  tiles: number,
  y: number,
  bytes: number,
  low: number,
  high: number,
  list: number,
  everything: number,
) => void;

export type Pool = (
  x: number,
  places: number,
  placeCount: number,
  xChannels: number,
  yChannels: number,
  channels: number,
  y: number,
  bytes: number,
) => void;

export type InPlace = (x: number, list: number, channels: number, bytes: number) => void;

const page = 2 ** 16;
/** Pages that the memory grows by at least, 32 MiB, and has at most. */
const growth = 512;
const mostPages = 2 ** 16;

/** A larger tile is this much faster by the output. */
const gain = 1.1;

/** The tile that takes least time, with the outputs that fill up the last one. */
function cheapest(tiles: readonly Tile[], outputs: number): Tile {
  const cost = (tile: Tile) => (Math.ceil(outputs / tile.outputs) * tile.outputs) / (tile === tiles[0] ? 1 : gain);
  return tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}

const moduleBytes = (fused: boolean) => wasmModule([...linearFunctions(fused), ...rowFunctions]);

/** Whether this browser adds products without rounding them first (WebAssembly's relaxed SIMD). */
export const fusesProducts = (): boolean =>
  typeof WebAssembly !== "undefined" && WebAssembly.validate(moduleBytes(true));

/**
 * The kernel as WebAssembly with SIMD; null where the browser has none.
 * @param fused left out, products are fused where the browser can
 */
export function wasmKernel(fused = fusesProducts()): Kernel | null {
  const bytes = moduleBytes(fused);
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return null;
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { kernel: { memory } });
  const linears = exports as unknown as Readonly<Record<string, Linear>>;
  const tiles = tileSizes(fused).map((outputs) => ({
    outputs,
    linear: linears[`linear${outputs}`],
    linearByChannel: linears[`linearByChannel${outputs}`],
  }));
  let [floats, ints] = [new Float32Array(memory.buffer), new Int32Array(memory.buffer)];
  return {
    ...(exports as unknown as Omit<Kernel, "name" | "fused" | "floats" | "ints" | "grow" | "tileFor">),
    name: fused ? "WebAssembly SIMD with fused multiply-add" : "WebAssembly SIMD",
    fused,
    tileFor: (outputs) => cheapest(tiles, outputs),
    get floats() {
      return floats;
    },
    get ints() {
      return ints;
    },
    grow(wanted) {
      const missing = Math.ceil((wanted - memory.buffer.byteLength) / page);
      if (missing <= 0) return;
      // seldom and much: each time all views are new
      memory.grow(Math.max(missing, Math.min(growth, mostPages - memory.buffer.byteLength / page)));
      [floats, ints] = [new Float32Array(memory.buffer), new Int32Array(memory.buffer)];
    },
  };
}
