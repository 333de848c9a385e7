import { expect, it } from "vitest";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  flatten,
  input,
  lenet,
  network,
  pool,
} from "../../../test/layers.ts";
import { randomInputs, randomModel } from "../../../test/random-model.ts";
import type { Layer, LayerId, Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { referenceActivations } from "../model/reference-network.ts";
import { inputOf, outputShapes } from "../model/shapes.ts";
import { seededRandom } from "../random/random-source.ts";
import type { DependencyGraph } from "./dependency-graph.ts";
import { dependencyGraphOf } from "./dependency-graph-of.ts";

/*
 * An oracle that shares no code with the dependency graph: NaN in the weights that make one channel, a run of the
 * reference network, and a look at where NaN arrives. Dense and convolution layers other than the poisoned one have NaN
 * wiped off their outputs, so that it stops where it is read. Channels that meet in one place belong together.
 */

const makesUnits = (layer: Layer): boolean => layer.kind === "dense" || layer.kind === "conv";

/** A channel of the input or of a producer, and where NaN in it arrives, as "layer/channel" of layer outputs. */
interface Source {
  readonly layer: LayerId;
  readonly channel: number;
  readonly arrives: ReadonlySet<string>;
  readonly reachesPrediction: boolean;
}

/** The model with NaN in every weight that makes this output channel. */
function poisoned(model: Model, layer: Layer, channel: number): Model {
  const weights = Object.fromEntries(
    Object.entries(weightsOf(layer)).map(([name, { shape, values }]) => {
      const last = shape[shape.length - 1];
      return [name, { shape, values: values.map((x, i) => (i % last === channel ? Number.NaN : x)) }];
    }),
  );
  return {
    ...model,
    layers: model.layers.map((each) => (each.id === layer.id ? ({ ...each, weights } as Layer) : each)),
  };
}

function wipe(output: Float64Array): void {
  output.forEach((x, i) => {
    if (Number.isNaN(x)) output[i] = 0;
  });
}

/** Makes every channel that holds NaN somewhere NaN everywhere. */
function fillChannels(output: Float64Array, channels: number): void {
  const sick = new Set<number>();
  output.forEach((x, i) => {
    if (Number.isNaN(x)) sick.add(i % channels);
  });
  output.forEach((_, i) => {
    if (sick.has(i % channels)) output[i] = Number.NaN;
  });
}

function arrivals(model: Model, shapes: ReadonlyMap<LayerId, readonly number[]>, at: Layer, channel: number): Source {
  const channels = (id: LayerId) => shapes.get(id)!.at(-1)!;
  const inputs = randomInputs(inputOf(model).shape, 1, seededRandom("oracle"));
  const isInput = at.kind === "input";
  if (isInput) for (let i = channel; i < inputs.length; i += channels(at.id)) inputs[i] = Number.NaN;
  const sick = isInput ? model : poisoned(model, at, channel);
  const stopped = referenceActivations(sick, inputs, 1, {
    alter: (id, output) => {
      const layer = model.layers.find((each) => each.id === id)!;
      if (makesUnits(layer) && id !== at.id) wipe(output);
      // the zeros around a channel are the channel's own
      if (layer.kind === "zero-padding") fillChannels(output, channels(id));
    },
  });
  const arrives = new Set<string>();
  for (const [id, output] of stopped)
    output.forEach((x, i) => {
      if (Number.isNaN(x)) arrives.add(`${id}/${i % channels(id)}`);
    });
  const reachesPrediction = referenceActivations(sick, inputs, 1).get(model.output)!.some(Number.isNaN);
  return { layer: at.id, channel, arrives, reachesPrediction };
}

/** Sources that share a place, merged until none do. */
function merged(sources: readonly Source[]): Source[][] {
  let components: { members: Source[]; places: Set<string> }[] = [];
  for (const source of sources) {
    const touching = components.filter(({ places }) => [...source.arrives].some((place) => places.has(place)));
    const places = new Set([...source.arrives, ...touching.flatMap((component) => [...component.places])]);
    const members = [...touching.flatMap((component) => component.members), source];
    components = [...components.filter((component) => !touching.includes(component)), { members, places }];
  }
  return components.map(({ members }) => members);
}

/** A unit as text: who makes it, and every place in the weights where it appears. */
interface Unit {
  readonly made: string[];
  readonly weights: string[];
}

const producersIn = (component: readonly Source[]): string =>
  [...new Set(component.map(({ layer }) => layer))].sort().join();

function weightsTouched(model: Model, component: readonly Source[]): string[] {
  const places = new Set(component.flatMap(({ arrives }) => [...arrives]));
  return model.layers.flatMap((layer) => {
    const indices = (id: LayerId) =>
      [...places]
        .flatMap((place) => (place.startsWith(`${id}/`) ? [Number(place.slice(id.length + 1))] : []))
        .sort((a, b) => a - b);
    const rows = Object.entries(weightsOf(layer)).flatMap(([weight, { shape }]): [string, number, number[]][] => {
      const kernel = weight === "kernel";
      const out = indices(layer.id);
      const read = indices(layer.inputs[0]);
      if (layer.kind === "depthwise-conv") return [kernel ? [weight, 2, read] : [weight, 0, out]];
      if (!kernel) return [[weight, 0, out]];
      return [
        [weight, shape.length - 1, out],
        [weight, shape.length - 2, read],
      ];
    });
    return rows
      .filter(([, , list]) => list.length > 0)
      .map(([weight, axis, list]) => `${layer.id} ${weight} ${axis}: ${list}`);
  });
}

/** The prunable units of a model, as NaN sees them. */
function unitsByPoison(model: Model): Unit[] {
  const shapes = outputShapes(model);
  const sources = model.layers
    .filter((layer) => makesUnits(layer) || layer.kind === "input")
    .flatMap((layer) =>
      Array.from({ length: shapes.get(layer.id)!.at(-1)! }, (_, channel) => arrivals(model, shapes, layer, channel)),
    );
  const free = merged(sources).filter(
    (component) =>
      component.some(({ reachesPrediction }) => reachesPrediction) &&
      component.every(
        ({ layer, arrives }) =>
          layer !== inputOf(model).id && ![...arrives].some((place) => place.startsWith(`${model.output}/`)),
      ),
  );
  return free
    .filter((component) => free.some((other) => other !== component && producersIn(other) === producersIn(component)))
    .map((component) => ({
      made: component.map(({ layer, channel }) => `${layer}/${channel}`).sort(),
      weights: weightsTouched(model, component).sort(),
    }));
}

/** The same from the dependency graph. */
function unitsByGraph({ groups }: DependencyGraph): Unit[] {
  return groups.flatMap(({ couplings, width }) =>
    Array.from({ length: width }, (_, unit) => ({
      made: couplings
        .filter(({ role, weight }) => role === "producer" && weight === "kernel")
        .flatMap(({ layer, indices }) => [...indices[unit]].map((index) => `${layer}/${index}`))
        .sort(),
      weights: couplings
        .filter(({ indices }) => indices[unit].length > 0)
        .map(({ layer, weight, axis, indices }) => `${layer} ${weight} ${axis}: ${[...indices[unit]]}`)
        .sort(),
    })),
  );
}

const inOrder = (units: Unit[]) => units.sort((a, b) => (a.made.join() < b.made.join() ? -1 : 1));

function compare(model: Model, name: string): number {
  const units = unitsByGraph(dependencyGraphOf(model));
  expect(inOrder(units), name).toEqual(inOrder(unitsByPoison(model)));
  return units.length;
}

it("agrees with NaN poisoning on 100 random models", () => {
  let units = 0;
  for (let seed = 0; seed < 100; seed++) units += compare(randomModel(seededRandom(seed, "oracle")), `seed ${seed}`);
  expect(units).toBeGreaterThan(500);
});

it.each<[string, Model, number]>([
  [
    "a residual block with a norm on each branch",
    network(
      input([6, 6, 2]),
      conv("stem", "input", [3, 3, 2, 4], "relu"),
      { ...conv("inner", "stem", [3, 3, 4, 4]), padding: "same" },
      batchNorm("norm", "inner", 4),
      add("sum", "norm", "stem"),
      activate("relu", "sum", "relu"),
      pool("pool", "relu", [2, 2]),
      flatten("flatten", "pool", "channels-first"),
      dense("out", "flatten", 16, 3),
    ),
    4,
  ],
  [
    "a depthwise convolution with a multiplier behind a concatenation",
    network(
      input([6, 6, 2]),
      conv("a", "input", [3, 3, 2, 3]),
      conv("b", "input", [3, 3, 2, 2]),
      concat("both", "a", "b"),
      depthwise("spread", "both", [3, 3, 5, 2]),
      flatten("flatten", "spread"),
      dense("out", "flatten", 40, 3),
    ),
    5,
  ],
  [
    "a flattened convolution added to a dense layer",
    network(
      input([3, 1]),
      conv("c", "input", [2, 1, 3]),
      flatten("places", "c"),
      flatten("raw", "input"),
      dense("d", "raw", 3, 6),
      add("sum", "places", "d"),
      dense("out", "sum", 6, 2),
    ),
    3,
  ],
  [
    "one layer added to its own concatenation in another order",
    network(
      input([4]),
      dense("a", "input", 4, 2),
      dense("b", "input", 4, 4),
      concat("ab", "a", "b"),
      concat("ba", "b", "a"),
      add("sum", "ab", "ba"),
      dense("out", "sum", 6, 2),
    ),
    2,
  ],
  [
    "a softmax inside, and a layer that nothing reads",
    network(
      input([4]),
      dense("gate", "input", 4, 3, "softmax"),
      dense("dead", "input", 4, 3),
      dense("alive", "gate", 3, 4),
      dense("out", "alive", 4, 2),
    ),
    4,
  ],
])("agrees with NaN poisoning on %s", (name, model, units) => {
  expect(compare(model, name)).toBe(units);
});

it("finds the 226 units of LeNet-5", () => {
  expect(dependencyGraphOf(lenet()).unitOffset.at(-1)).toBe(226);
});
