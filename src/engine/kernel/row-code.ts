import { tileBytes } from "./linear-code.ts";
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

/** Functions over rows of examples, channel by channel. See `Kernel` for what they compute. */

const vectors = tileBytes / 16;
const places = 20;

const next = (list: Local): Code => list.set(int.add(list.get, int.of(4)));

/** Walks `count` channels; the lists of their byte offsets move along. */
function overChannels(scope: Scope, count: Local, lists: readonly Local[], body: Code): Code {
  return counted(scope.int(), int.of(0), count.get, int.of(1), [body, lists.map(next)]);
}

const clamped = (value: Code, low: Local, high: Local): Code => vector.least(vector.greatest(value, low.get), high.get);

/** The greatest or the mean over each place's taps. */
const pool = (name: string, mean: boolean): WasmFunction =>
  wasmFunction(name, Array(8).fill("int"), (given, scope) => {
    const [x, table, count, xChannels, yChannels, channels, y, rowBytes] = given;
    const [place, from, base, tap, read, out, end] = Array.from({ length: 7 }, () => scope.int());
    const held = Array.from({ length: vectors }, () => scope.vector());
    const join = mean ? vector.add : vector.greatest;
    const onePlace = counted(from, int.of(0), rowBytes.get, int.of(tileBytes), [
      base.set(int.add(int.add(int.add(x.get, int.load(xChannels.get)), int.load(place.get)), from.get)),
      held.map((cell) => cell.set(vector.of(mean ? 0 : -3.4028234e38))),
      counted(tap, int.load(place.get, 4), int.load(place.get, 8), int.of(8), [
        read.set(int.add(base.get, int.load(tap.get))),
        held.map((cell, c) => cell.set(join(cell.get, vector.load(read.get, 16 * c)))),
      ]),
      out.set(int.add(int.add(int.add(y.get, int.load(yChannels.get)), int.load(place.get, 12)), from.get)),
      held.map((cell, c) =>
        vector.store(out.get, mean ? vector.multiply(cell.get, vector.repeat(place.get, 16)) : cell.get, 16 * c),
      ),
    ]);
    return [
      end.set(int.add(table.get, int.multiply(count.get, int.of(places)))),
      overChannels(
        scope,
        channels,
        [xChannels, yChannels],
        counted(place, table.get, end.get, int.of(places), onePlace),
      ),
    ];
  });

/** y = clamp(x * scale + offset), with two numbers a channel. */
const affine = wasmFunction(
  "affine",
  [...Array<"int">(7).fill("int"), "float", "float"],
  ([x, xChannels, y, yChannels, channels, bytes, numbers, low, high], scope) => {
    const [at, from, to, lows, highs] = [scope.int(), scope.int(), scope.int(), scope.vector(), scope.vector()];
    return [
      lows.set(vector.splat(low.get)),
      highs.set(vector.splat(high.get)),
      overChannels(
        scope,
        channels,
        [xChannels, yChannels],
        [
          from.set(int.add(x.get, int.load(xChannels.get))),
          to.set(int.add(y.get, int.load(yChannels.get))),
          counted(at, int.of(0), bytes.get, int.of(16), [
            vector.store(
              int.add(to.get, at.get),
              clamped(
                vector.add(
                  vector.multiply(vector.load(int.add(from.get, at.get)), vector.repeat(numbers.get)),
                  vector.repeat(numbers.get, 4),
                ),
                lows,
                highs,
              ),
            ),
          ]),
          numbers.set(int.add(numbers.get, int.of(8))),
        ],
      ),
    ];
  },
);

/** y = a + b. */
const add = wasmFunction("add", Array(8).fill("int"), (given, scope) => {
  const [a, aChannels, b, bChannels, y, yChannels, channels, bytes] = given;
  const [at, first, second, to] = Array.from({ length: 4 }, () => scope.int());
  return overChannels(
    scope,
    channels,
    [aChannels, bChannels, yChannels],
    [
      first.set(int.add(a.get, int.load(aChannels.get))),
      second.set(int.add(b.get, int.load(bChannels.get))),
      to.set(int.add(y.get, int.load(yChannels.get))),
      counted(at, int.of(0), bytes.get, int.of(16), [
        vector.store(
          int.add(to.get, at.get),
          vector.add(vector.load(int.add(first.get, at.get)), vector.load(int.add(second.get, at.get))),
        ),
      ]),
    ],
  );
});

/** y = clamp(bias + the sum of the rows of those present). */
const sumRows = wasmFunction(
  "sumRows",
  [...Array<"int">(9).fill("int"), "float", "float"],
  ([x, units, unitCount, xChannels, biases, y, yChannels, channels, bytes, low, high], scope) => {
    const [at, unit, unitEnd, from, to] = Array.from({ length: 5 }, () => scope.int());
    const [lows, highs] = [scope.vector(), scope.vector()];
    const held = Array.from({ length: vectors }, () => scope.vector());
    const read = scope.int();
    return [
      lows.set(vector.splat(low.get)),
      highs.set(vector.splat(high.get)),
      unitEnd.set(int.add(units.get, int.multiply(unitCount.get, int.of(4)))),
      overChannels(
        scope,
        channels,
        [xChannels, yChannels, biases],
        [
          from.set(int.add(x.get, int.load(xChannels.get))),
          to.set(int.add(y.get, int.load(yChannels.get))),
          counted(at, int.of(0), bytes.get, int.of(tileBytes), [
            held.map((cell) => cell.set(vector.repeat(biases.get))),
            counted(unit, units.get, unitEnd.get, int.of(4), [
              read.set(int.add(int.add(from.get, int.load(unit.get)), at.get)),
              held.map((cell, c) => cell.set(vector.add(cell.get, vector.load(read.get, 16 * c)))),
            ]),
            read.set(int.add(to.get, at.get)),
            held.map((cell, c) => vector.store(read.get, clamped(cell.get, lows, highs), 16 * c)),
          ]),
        ],
      ),
    ];
  },
);

/** exp by its polynomial around 0 after taking out powers of two (Cephes, expf: relative error below 2e-7). */
function exponential(x: Code, value: Local, power: Local, sum: Local): Code {
  const terms = [1.9875691e-4, 1.3981999e-3, 8.3334519e-3, 4.1665796e-2, 1.6666665e-1, 5.0000001e-1];
  return [
    value.set(vector.greatest(vector.least(x, vector.of(88)), vector.of(-87))),
    power.set(vector.nearest(vector.multiply(value.get, vector.of(Math.LOG2E)))),
    value.set(vector.subtract(value.get, vector.multiply(power.get, vector.of(0.693359375)))),
    value.set(vector.add(value.get, vector.multiply(power.get, vector.of(2.1219444e-4)))),
    sum.set(vector.of(terms[0])),
    terms.slice(1).map((term) => sum.set(vector.add(vector.multiply(sum.get, value.get), vector.of(term)))),
    sum.set(vector.multiply(sum.get, vector.multiply(value.get, value.get))),
    sum.set(vector.add(vector.add(sum.get, value.get), vector.of(1))),
    value.set(
      vector.multiply(sum.get, vector.shiftLeft(vector.addInts(vector.toInts(power.get), vector.ofInt(127)), 23)),
    ),
  ];
}

/** Softmax over the channels, in place; for each place and example by itself. */
const softmax = wasmFunction("softmax", Array(4).fill("int"), ([x, list, channels, bytes], scope) => {
  const [at, channel, end, place] = Array.from({ length: 4 }, () => scope.int());
  const [most, total, value, power, sum] = Array.from({ length: 5 }, () => scope.vector());
  const overAll = (body: Code) =>
    counted(channel, list.get, end.get, int.of(4), [
      place.set(int.add(int.add(x.get, int.load(channel.get)), at.get)),
      body,
    ]);
  return [
    end.set(int.add(list.get, int.multiply(channels.get, int.of(4)))),
    counted(at, int.of(0), bytes.get, int.of(16), [
      most.set(vector.of(-3.4028234e38)),
      overAll(most.set(vector.greatest(most.get, vector.load(place.get)))),
      total.set(vector.of(0)),
      overAll([
        exponential(vector.subtract(vector.load(place.get), most.get), value, power, sum),
        total.set(vector.add(total.get, value.get)),
        vector.store(place.get, value.get),
      ]),
      total.set(vector.divide(vector.of(1), total.get)),
      overAll(vector.store(place.get, vector.multiply(vector.load(place.get), total.get))),
    ]),
  ];
});

/**
 * y = 1 / (1 + exp(-x)), or with `twice` the tanh that lies between -1 and 1, 1 - 2 / (1 + exp(2 x)): for large |x| each
 * is exact at its ends. In place.
 */
const logistic = (name: string, twice: boolean): WasmFunction =>
  wasmFunction(name, Array(4).fill("int"), ([x, list, channels, bytes], scope) => {
    const [at, place] = [scope.int(), scope.int()];
    const [value, power, sum] = Array.from({ length: 3 }, () => scope.vector());
    const read = vector.load(place.get);
    const argument = twice ? vector.multiply(vector.of(2), read) : vector.subtract(vector.of(0), read);
    const share = (above: number) => vector.divide(vector.of(above), vector.add(vector.of(1), value.get));
    const result = twice ? vector.subtract(vector.of(1), share(2)) : share(1);
    return overChannels(
      scope,
      channels,
      [list],
      counted(at, int.of(0), bytes.get, int.of(16), [
        place.set(int.add(int.add(x.get, int.load(list.get)), at.get)),
        exponential(argument, value, power, sum),
        vector.store(place.get, result),
      ]),
    );
  });

export const rowFunctions = [
  pool("greatest", false),
  pool("mean", true),
  affine,
  add,
  sumRows,
  softmax,
  logistic("sigmoid", false),
  logistic("tanh", true),
];
