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
import { randomModel } from "../../../test/random-model.ts";
import { randomInputsOf } from "../../../test/random-sequences.ts";
import type { Layer, LayerId, Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { referenceActivations } from "../model/reference-network.ts";
import { inputOf, outputShapes } from "../model/shapes.ts";
import { seededRandom } from "../random/random-source.ts";
import type { DependencyGraph } from "./dependency-graph.ts";
import { dependencyGraphOf } from "./dependency-graph-of.ts";

/*
 * An oracle that shares no code with the dependency graph: NaN in the weights that make one channel, a run of the
 * reference network, and a look at where NaN arrives. Layers with units of their own, other than the poisoned one, have
 * NaN wiped off their outputs, so that it stops where it is read. Channels that meet in one place belong together.
 * What NaN cannot tell, that some layers are kept whole, is written down once more here.
 */

const ungrouped = (layer: Layer): boolean => layer.kind !== "conv" || (layer.groups ?? 1) === 1;
const makesUnits = (layer: Layer): boolean => ["dense", "conv", "embedding"].includes(layer.kind) && ungrouped(layer);

type Shapes = ReadonlyMap<LayerId, readonly number[]>;
const channelsOf = (shapes: Shapes, id: LayerId) => shapes.get(id)!.at(-1)!;

/** Layers behind which a channel is another thing than before, and no unit. */
function remakesChannels(layer: Layer, shapes: Shapes): boolean {
  if (layer.kind === "conv") return !ungrouped(layer);
  if (layer.kind === "permute") return layer.axes.at(-1) !== layer.axes.length - 1;
  if (layer.kind === "reshape") return channelsOf(shapes, layer.id) % channelsOf(shapes, layer.inputs[0]) !== 0;
  return ["recurrent", "attention", "mask"].includes(layer.kind);
}

/** Inputs of one channel that a layer applies to all of its many channels: what it repeats over them, and masks. */
function repeatedInputs(layer: Layer, shapes: Shapes): number[] {
  if (layer.kind === "global-pool") return layer.inputs.length > 1 ? [1] : [];
  if (layer.kind !== "add" && layer.kind !== "merge") return [];
  return [...layer.inputs.keys()].filter((k) => channelsOf(shapes, layer.inputs[k]) < channelsOf(shapes, layer.id));
}

/** Outputs none of whose channels may be cut, whatever NaN says. */
function keptWhole(model: Model, shapes: Shapes): Set<LayerId> {
  return new Set(
    model.layers.flatMap((layer) => {
      if (remakesChannels(layer, shapes) || layer.kind === "layer-norm" || layer.kind === "group-norm")
        return [layer.id, ...layer.inputs];
      if (layer.kind === "embedding") return layer.inputs;
      return repeatedInputs(layer, shapes).map((k) => layer.inputs[k]);
    }),
  );
}

/** The model with ones in place of what is repeated over many channels, so that NaN does not spread over them all. */
function withoutRepeats(model: Model, shapes: Shapes): Model {
  const layers = model.layers.flatMap((layer): Layer[] => {
    const cut = repeatedInputs(layer, shapes);
    const zero = (k: number) => `${layer.id} zero ${k}`;
    const one = (k: number) => `${layer.id} one ${k}`;
    const inputs = layer.inputs.map((id, k) => (cut.includes(k) ? one(k) : id));
    return [
      ...cut.flatMap((k): Layer[] => [
        { id: zero(k), kind: "channel-select", inputs: [layer.inputs[k]], channels: [-1] },
        { id: one(k), kind: "rescaling", inputs: [zero(k)], scale: 1, offset: 1 },
      ]),
      cut.length === 0 ? layer : ({ ...layer, inputs } as Layer),
    ];
  });
  return { ...model, layers };
}

/** A channel that some layer opens, and where NaN in it arrives, as "layer/channel" of layer outputs. */
interface Source {
  readonly layer: LayerId;
  readonly channel: number;
  /** Whether weights make it; else it is the input's, a constant, or of a layer that is kept whole. */
  readonly made: boolean;
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

function arrivals(model: Model, shapes: Shapes, at: Layer, channel: number): Source {
  const channels = (id: LayerId) => channelsOf(shapes, id);
  const inputs = randomInputsOf(model, 1, seededRandom("oracle"));
  const made = makesUnits(at);
  const padding = new Set(model.layers.filter(({ kind }) => kind === "zero-padding").map(({ id }) => id));
  const poison = (id: LayerId, output: Float64Array) => {
    if (!made && id === at.id) for (let i = channel; i < output.length; i += channels(id)) output[i] = Number.NaN;
    // the zeros around a channel are the channel's own, even where nothing else of it is read
    if (padding.has(id)) fillChannels(output, channels(id));
  };
  const sick = made ? poisoned(model, at, channel) : model;
  const stopped = referenceActivations(withoutRepeats(sick, shapes), inputs, 1, {
    alter: (id, output) => {
      const layer = model.layers.find((each) => each.id === id);
      if (layer === undefined) return;
      if ((makesUnits(layer) || remakesChannels(layer, shapes)) && id !== at.id) wipe(output);
      poison(id, output);
    },
  });
  const arrives = new Set<string>();
  for (const [id, output] of stopped)
    if (shapes.has(id))
      output.forEach((x, i) => {
        if (Number.isNaN(x)) arrives.add(`${id}/${i % channels(id)}`);
      });
  const reached = referenceActivations(sick, inputs, 1, { alter: poison }).get(model.output)!;
  return { layer: at.id, channel, made, arrives, reachesPrediction: reached.some(Number.isNaN) };
}

/** The channels that a layer opens. */
function opened(layer: Layer, shapes: Shapes): number[] {
  const all = Array.from({ length: channelsOf(shapes, layer.id) }, (_, channel) => channel);
  if (layer.kind === "channel-select") return all.filter((channel) => layer.channels[channel] < 0);
  return layer.kind === "input" || makesUnits(layer) || remakesChannels(layer, shapes) ? all : [];
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

const placesIn = (component: readonly Source[]) => new Set(component.flatMap(({ arrives }) => [...arrives]));
const layerAt = (place: string) => place.slice(0, place.lastIndexOf("/"));

/** Who makes a unit, and which outputs it is in: units of one group are alike in both. */
const wayOf = (component: readonly Source[]): string =>
  JSON.stringify([
    [...new Set(component.filter(({ made }) => made).map(({ layer }) => layer))].sort(),
    [...new Set([...placesIn(component)].map(layerAt))].sort(),
  ]);

function weightsTouched(model: Model, component: readonly Source[]): string[] {
  const places = placesIn(component);
  const shapes = outputShapes(model);
  return model.layers.flatMap((layer) => {
    const indices = (id: LayerId) =>
      [...places]
        .flatMap((place) => (layerAt(place) === id ? [Number(place.slice(id.length + 1))] : []))
        .sort((a, b) => a - b);
    const [out, read] = [indices(layer.id), indices(layer.inputs[0])];
    const rows = Object.entries(weightsOf(layer)).flatMap(([weight, { shape }]): [string, number, number[]][] => {
      const kernel = weight === "kernel";
      const last = shape.length - 1;
      if (layer.kind === "embedding") return [[weight, 1, out]];
      if (layer.kind === "depthwise-conv") return [kernel ? [weight, last - 1, read] : [weight, 0, out]];
      if (!kernel) return shape[last] === channelsOf(shapes, layer.id) ? [[weight, last, out]] : [];
      return [
        [weight, last, out],
        [weight, last - 1, read],
      ];
    });
    if (layer.kind === "channel-select") rows.push(["channels", 0, read], ["channels", 1, out]);
    return rows
      .filter(([, , list]) => list.length > 0)
      .map(([weight, axis, list]) => `${layer.id} ${weight} ${axis}: ${list}`);
  });
}

/** The prunable units of a model, as NaN sees them. */
function unitsByPoison(model: Model): Unit[] {
  const shapes = outputShapes(model);
  const sources = model.layers.flatMap((layer) =>
    opened(layer, shapes).map((channel) => arrivals(model, shapes, layer, channel)),
  );
  const whole = keptWhole(model, shapes).add(model.output).add(inputOf(model).id);
  const free = merged(sources).filter(
    (component) =>
      component.some(({ made, reachesPrediction }) => made && reachesPrediction) &&
      ![...placesIn(component)].some((place) => whole.has(layerAt(place))),
  );
  const ways = new Map<string, number>();
  for (const component of free) ways.set(wayOf(component), (ways.get(wayOf(component)) ?? 0) + 1);
  return free
    .filter((component) => ways.get(wayOf(component))! > 1)
    .map((component) => ({
      made: component
        .filter(({ made }) => made)
        .map(({ layer, channel }) => `${layer}/${channel}`)
        .sort(),
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

it("agrees with NaN poisoning on 120 random models of every kind of layer", () => {
  let units = 0;
  const kinds = new Set<string>();
  for (let seed = 0; seed < 120; seed++) {
    const model = randomModel(seededRandom(seed, "poison"), { kinds: "all" });
    units += compare(model, `seed ${seed}`);
    for (const { kind } of model.layers) kinds.add(kind);
  }
  expect(units).toBeGreaterThan(500);
  expect(kinds.size).toBeGreaterThan(25);
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
