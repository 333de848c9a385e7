import {
  type Code,
  counted,
  int,
  type Local,
  type Scope,
  vector,
  type WasmFunction,
  wasmFunction,
} from "./wasm-module.ts";

/** Outputs, and vectors of four examples, of one tile: 8 sums, 2 inputs and a weight live in the 16 registers there are. */
export const tileOutputs = 4;
const tileVectors = 2;
/** Bytes of a tile's examples. Rows are whole numbers of these. */
export const tileBytes = 16 * tileVectors;
const weightBytes = 4 * tileOutputs;

type Cells = readonly (readonly Local[])[];

const cellsOf = (scope: Scope): Cells =>
  Array.from({ length: tileOutputs }, () => Array.from({ length: tileVectors }, () => scope.vector()));
const each = (cells: Cells, run: (cell: Local, row: number, column: number) => Code): Code =>
  cells.map((row, r) => row.map((cell, c) => run(cell, r, c)));

/** cell += weight x input, for the inputs at `input` and one weight for each output at `weight`. */
function multiplyAdd(cells: Cells, scope: Scope): (input: Code, weight: Code) => Code {
  const inputs = Array.from({ length: tileVectors }, () => scope.vector());
  const by = scope.vector();
  return (input, weight) => [
    inputs.map((held, column) => held.set(vector.load(input, 16 * column))),
    cells.map((row, r) => [
      by.set(vector.repeat(weight, 4 * r)),
      row.map((cell, c) => cell.set(vector.add(cell.get, vector.multiply(by.get, inputs[c].get)))),
    ]),
  ];
}

const parameters = {
  x: "int",
  places: "int",
  placeCount: "int",
  channels: "int",
  channelCount: "int",
  weights: "int",
  tapStride: "int",
  channelStride: "int",
  tileWeights: "int",
  outputs: "int",
  tiles: "int",
  y: "int",
  rowBytes: "int",
  low: "float",
  high: "float",
} as const;

type Given = Readonly<Record<keyof typeof parameters, Local>>;

/** Where one tile reads: its inputs, its weights and the taps of its place. */
interface At {
  readonly base: Local;
  readonly weights: Local;
  readonly tap: Local;
  readonly tapEnd: Local;
}

/** Walks tiles of outputs, places and examples; `sum` adds a tile's products to its biases. See `Kernel.linear`. */
function overTiles(name: string, sum: (given: Given, at: At, cells: Cells, scope: Scope) => Code): WasmFunction {
  return wasmFunction(name, Object.values(parameters), (locals, scope) => {
    const given = Object.fromEntries(Object.keys(parameters).map((key, place) => [key, locals[place]])) as Given;
    const [tile, place, from, row, out] = Array.from({ length: 5 }, () => scope.int());
    const at: At = { base: scope.int(), weights: scope.int(), tap: scope.int(), tapEnd: scope.int() };
    const [low, high] = [scope.vector(), scope.vector()];
    const cells = cellsOf(scope);
    const oneTile = [
      at.base.set(int.add(int.add(given.x.get, int.load(place.get)), from.get)),
      at.weights.set(int.add(given.weights.get, int.of(weightBytes))),
      each(cells, (cell, r) => cell.set(vector.repeat(given.weights.get, 4 * r))),
      at.tap.set(int.load(place.get, 4)),
      at.tapEnd.set(int.load(place.get, 8)),
      sum(given, at, cells, scope),
      row.set(int.add(int.add(given.y.get, int.load(place.get, 12)), from.get)),
      cells.map((cellRow, r) => [
        out.set(int.add(row.get, int.load(given.outputs.get, 4 * r))),
        cellRow.map((cell, c) =>
          vector.store(out.get, vector.least(vector.greatest(cell.get, low.get), high.get), 16 * c),
        ),
      ]),
    ];
    const places = int.add(given.places.get, int.multiply(given.placeCount.get, int.of(16)));
    return [
      low.set(vector.splat(given.low.get)),
      high.set(vector.splat(given.high.get)),
      counted(tile, int.of(0), given.tiles.get, int.of(1), [
        counted(place, given.places.get, places, int.of(16), [
          counted(from, int.of(0), given.rowBytes.get, int.of(tileBytes), oneTile),
        ]),
        given.outputs.set(int.add(given.outputs.get, int.of(4 * tileOutputs))),
        given.weights.set(int.add(given.weights.get, given.tileWeights.get)),
      ]),
    ];
  });
}

const endOf = ({ channels, channelCount }: Given): Code =>
  int.add(channels.get, int.multiply(channelCount.get, int.of(4)));

/** Sums taps, and the channels of each tap, one after the other. */
export const linear = overTiles("linear", (given, { base, weights, tap, tapEnd }, cells, scope) => {
  const [channel, channelEnd, weight, read] = Array.from({ length: 4 }, () => scope.int());
  const add = multiplyAdd(cells, scope);
  return [
    channelEnd.set(endOf(given)),
    counted(tap, tap.get, tapEnd.get, int.of(8), [
      read.set(int.add(base.get, int.load(tap.get))),
      weight.set(int.add(weights.get, int.multiply(int.load(tap.get, 4), given.tapStride.get))),
      counted(channel, given.channels.get, channelEnd.get, int.of(4), [
        add(int.add(read.get, int.load(channel.get)), weight.get),
        weight.set(int.add(weight.get, int.of(weightBytes))),
      ]),
    ]),
  ];
});

/** Sums each channel's taps by themselves, then the channels: the order in which contributions are kept and added. */
export const linearByChannel = overTiles("linearByChannel", (given, { base, weights, tap, tapEnd }, cells, scope) => {
  const [channel, channelEnd, weight, read, first] = Array.from({ length: 5 }, () => scope.int());
  const part = cellsOf(scope);
  const add = multiplyAdd(part, scope);
  return [
    channelEnd.set(endOf(given)),
    weight.set(weights.get),
    first.set(tap.get),
    counted(channel, given.channels.get, channelEnd.get, int.of(4), [
      read.set(int.add(base.get, int.load(channel.get))),
      each(part, (cell) => cell.set(vector.of(0))),
      counted(tap, first.get, tapEnd.get, int.of(8), [
        add(
          int.add(read.get, int.load(tap.get)),
          int.add(weight.get, int.multiply(int.load(tap.get, 4), given.tapStride.get)),
        ),
      ]),
      each(cells, (cell, r, c) => cell.set(vector.add(cell.get, part[r][c].get))),
      weight.set(int.add(weight.get, given.channelStride.get)),
    ]),
  ];
});
