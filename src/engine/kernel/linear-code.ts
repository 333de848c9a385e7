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

/** Vectors of four examples of one tile. */
const tileVectors = 2;
/** Bytes of a tile's examples. Rows are whole numbers of these. */
export const tileBytes = 16 * tileVectors;

/** How a tile is computed. Each output is summed in the same order whatever the number of outputs beside it. */
interface Tile {
  /** Its sums, two vectors each, live in the 16 registers there are, with the two inputs, a weight and a product. */
  readonly outputs: number;
  /** Whether products are added by one instruction, which needs no register for the product. */
  readonly fused: boolean;
}

type Cells = readonly (readonly Local[])[];

const cellsOf = (scope: Scope, tile: Tile): Cells =>
  Array.from({ length: tile.outputs }, () => Array.from({ length: tileVectors }, () => scope.vector()));
const each = (cells: Cells, run: (cell: Local, row: number, column: number) => Code): Code =>
  cells.map((row, r) => row.map((cell, c) => run(cell, r, c)));

/** cell += weight x input, for the inputs at `input` and one weight for each output at `weight`. */
function multiplyAdd(cells: Cells, scope: Scope, { fused }: Tile): (input: Code, weight: Code) => Code {
  const inputs = Array.from({ length: tileVectors }, () => scope.vector());
  const by = scope.vector();
  return (input, weight) => [
    inputs.map((held, column) => held.set(vector.load(input, 16 * column))),
    cells.map((row, r) => [
      by.set(vector.repeat(weight, 4 * r)),
      row.map((cell, c) =>
        cell.set(
          fused
            ? vector.fused(by.get, inputs[c].get, cell.get)
            : vector.add(cell.get, vector.multiply(by.get, inputs[c].get)),
        ),
      ),
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
  bytes: "int",
  low: "float",
  high: "float",
  list: "int",
  everything: "int",
} as const;

type Given = Readonly<Record<keyof typeof parameters, Local>>;

/** The place and the examples at hand: address of its inputs there, and of its outputs in each channel. */
interface At {
  readonly place: Local;
  readonly base: Local;
  readonly row: Local;
}

function kernelFunction(name: string, write: (given: Given, scope: Scope) => Code): WasmFunction {
  return wasmFunction(name, Object.values(parameters), (locals, scope) =>
    write(Object.fromEntries(Object.keys(parameters).map((key, place) => [key, locals[place]])) as Given, scope),
  );
}

/** Walks places, and within each the examples a tile at a time. */
function overPlaces(given: Given, scope: Scope, body: (at: At) => Code): Code {
  const at: At = { place: scope.int(), base: scope.int(), row: scope.int() };
  const from = scope.int();
  const end = int.add(given.places.get, int.multiply(given.placeCount.get, int.of(16)));
  return counted(at.place, given.places.get, end, int.of(16), [
    counted(from, int.of(0), given.bytes.get, int.of(tileBytes), [
      at.base.set(int.add(int.add(given.x.get, int.load(at.place.get)), from.get)),
      at.row.set(int.add(int.add(given.y.get, int.load(at.place.get, 12)), from.get)),
      body(at),
    ]),
  ]);
}

/** Walks tiles of outputs; `sum` adds to their biases, and what is between the bounds is stored. */
function overTiles(
  given: Given,
  scope: Scope,
  shape: Tile,
  row: Local,
  sum: (cells: Cells, weights: Local) => Code,
): Code {
  const [tile, weights, outputs, out, read] = Array.from({ length: 5 }, () => scope.int());
  const [low, high] = [scope.vector(), scope.vector()];
  const cells = cellsOf(scope, shape);
  return [
    low.set(vector.splat(given.low.get)),
    high.set(vector.splat(given.high.get)),
    weights.set(given.weights.get),
    outputs.set(given.outputs.get),
    counted(tile, int.of(0), given.tiles.get, int.of(1), [
      each(cells, (cell, r) => cell.set(vector.repeat(weights.get, 4 * r))),
      read.set(int.add(weights.get, int.of(4 * shape.outputs))),
      sum(cells, read),
      cells.map((cellRow, r) => [
        out.set(int.add(row.get, int.load(outputs.get, 4 * r))),
        cellRow.map((cell, c) =>
          vector.store(out.get, vector.least(vector.greatest(cell.get, low.get), high.get), 16 * c),
        ),
      ]),
      outputs.set(int.add(outputs.get, int.of(4 * shape.outputs))),
      weights.set(int.add(weights.get, given.tileWeights.get)),
    ]),
  ];
}

const endOf = ({ channels, channelCount }: Given): Code =>
  int.add(channels.get, int.multiply(channelCount.get, int.of(4)));

/** Moves `end` behind an entry for the input at `value` (its address, and where its weights lie), unless it is all zero. */
const enlisted = (given: Given, end: Local, value: Local, weight: Local): Code => [
  int.store(end.get, value.get),
  int.store(end.get, weight.get, 4),
  end.set(
    int.add(
      end.get,
      int.shiftLeft(
        int.or(given.everything.get, vector.any(vector.or(vector.load(value.get), vector.load(value.get, 16)))),
        3,
      ),
    ),
  ),
];

/**
 * Sums taps, and the channels of each tap, one after the other. What is zero for all examples of a tile (often, behind a
 * relu) adds nothing: the others are listed first.
 */
const linear = (tile: Tile): WasmFunction =>
  kernelFunction(`linear${tile.outputs}`, (given, scope) => {
    const [tap, tapEnd, channel, channelEnd, read, weight, entry, end, value] = Array.from({ length: 9 }, () =>
      scope.int(),
    );
    const listed = ({ place, base }: At): Code => [
      end.set(given.list.get),
      channelEnd.set(endOf(given)),
      tapEnd.set(int.load(place.get, 8)),
      counted(tap, int.load(place.get, 4), tapEnd.get, int.of(8), [
        weight.set(int.multiply(int.load(tap.get, 4), given.tapStride.get)),
        read.set(int.add(base.get, int.load(tap.get))),
        counted(channel, given.channels.get, channelEnd.get, int.of(4), [
          value.set(int.add(read.get, int.load(channel.get))),
          enlisted(given, end, value, weight),
          weight.set(int.add(weight.get, given.channelStride.get)),
        ]),
      ]),
    ];
    return overPlaces(given, scope, (at) => [
      listed(at),
      overTiles(given, scope, tile, at.row, (cells, weights) => {
        const add = multiplyAdd(cells, scope, tile);
        return counted(entry, given.list.get, end.get, int.of(8), [
          value.set(int.add(weights.get, int.load(entry.get, 4))),
          add(int.load(entry.get), value.get),
        ]);
      }),
    ]);
  });

/**
 * Sums each channel's taps by themselves, then the channels: the order in which contributions are kept and added. The
 * list has the end of each channel's entries first.
 */
const linearByChannel = (tile: Tile): WasmFunction =>
  kernelFunction(`linearByChannel${tile.outputs}`, (given, scope) => {
    const [tap, channel, channelEnd, read, weight, own, entry, end, value, ends, start] = Array.from(
      { length: 11 },
      () => scope.int(),
    );
    const part = cellsOf(scope, tile);
    const add = multiplyAdd(part, scope, tile);
    const listed = ({ place, base }: At): Code => [
      start.set(int.add(given.list.get, int.multiply(given.channelCount.get, int.of(4)))),
      end.set(start.get),
      ends.set(given.list.get),
      channelEnd.set(endOf(given)),
      own.set(int.of(0)),
      counted(channel, given.channels.get, channelEnd.get, int.of(4), [
        read.set(int.add(base.get, int.load(channel.get))),
        counted(tap, int.load(place.get, 4), int.load(place.get, 8), int.of(8), [
          value.set(int.add(read.get, int.load(tap.get))),
          weight.set(int.add(own.get, int.multiply(int.load(tap.get, 4), given.tapStride.get))),
          enlisted(given, end, value, weight),
        ]),
        int.store(ends.get, end.get),
        ends.set(int.add(ends.get, int.of(4))),
        own.set(int.add(own.get, given.channelStride.get)),
      ]),
    ];
    return overPlaces(given, scope, (at) => [
      listed(at),
      overTiles(given, scope, tile, at.row, (cells, weights) => [
        entry.set(start.get),
        counted(channel, given.list.get, start.get, int.of(4), [
          each(part, (cell) => cell.set(vector.of(0))),
          end.set(int.load(channel.get)),
          counted(entry, entry.get, end.get, int.of(8), [
            value.set(int.add(weights.get, int.load(entry.get, 4))),
            add(int.load(entry.get), value.get),
          ]),
          each(cells, (cell, r, c) => cell.set(vector.add(cell.get, part[r][c].get))),
        ]),
      ]),
    ]);
  });

/** Outputs of the tiles that there are: six where products need no register of their own. */
export const tileSizes = (fused: boolean): readonly number[] => (fused ? [4, 6] : [4]);

/** The functions of all tiles, by the names that `Kernel` has for them. */
export const linearFunctions = (fused: boolean): readonly WasmFunction[] =>
  tileSizes(fused).flatMap((outputs) => [linear({ outputs, fused }), linearByChannel({ outputs, fused })]);
