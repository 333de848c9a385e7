import type { Activation, ConvLayer, DenseLayer, Layer, PoolLayer, Shape } from "../../core/model/model.ts";
import { windowGrid } from "../../core/model/window.ts";
import { affine, boundsOf, finish, moved, select, unbounded } from "./row-parts.ts";
import type { Draft } from "./row-programme.ts";
import { allPlaces, eachPlace, tapsOf } from "./row-taps.ts";

/** A layer's output: a store, its shape, and how a flattened vector lies in the places of its store. */
export interface Value {
  readonly store: number;
  readonly shape: Shape;
  readonly flat: "channels-last" | "channels-first" | null;
}

/** Softmaxes run over all of a vector, which a flattened one has in several places. */
const acrossChannels = ({ name }: Activation): boolean => name === "softmax" || name === "log-softmax";

function conv(draft: Draft, layer: ConvLayer, x: Value): Value | null {
  if ((layer.groups ?? 1) > 1 || x.flat) return null;
  const { shape, values } = layer.weights.kernel;
  const [channels, outputs] = shape.slice(-2);
  const taps = tapsOf(
    windowGrid(x.shape.slice(0, -1), shape.slice(0, -2), layer.strides, layer.dilation, layer.padding),
  );
  const y = draft.store(draft.shapeOf(layer.id));
  draft.ops.push({
    kind: "linear",
    layer: layer.id,
    x: x.store,
    y: y.store,
    taps,
    window: shape.slice(0, -2).reduce((product, length) => product * length, 1),
    channels,
    outputs,
    kernel: values,
    rows: Int32Array.from({ length: values.length / outputs }, (_, row) => row),
    bias: layer.weights.bias?.values ?? null,
    players: draft.plan.sites.get(layer.id)?.players ?? null,
    ...(boundsOf(layer.activation) ?? unbounded),
  });
  return finish(draft, y, layer.activation);
}

/** Player of each channel of a flattened tensor; null where the places of a channel have several. */
function playersOfChannels(
  players: Int32Array,
  channels: number,
  places: number,
  rowOf: (place: number, channel: number) => number,
): Int32Array | null {
  const found = Int32Array.from({ length: channels }, (_, channel) => players[rowOf(0, channel)]);
  for (let channel = 0; channel < channels; channel++)
    for (let place = 1; place < places; place++) if (players[rowOf(place, channel)] !== found[channel]) return null;
  return found;
}

/** A dense layer: over the channels of each place, or over all places of a flattened tensor at once. */
function dense(draft: Draft, layer: DenseLayer, x: Value): Value | null {
  const [rows, outputs] = layer.weights.kernel.shape;
  const { channels, places } = draft.stores[x.store];
  const rowOf = (tap: number, channel: number) =>
    x.flat === "channels-first" ? channel * places + tap : x.flat ? tap * channels + channel : channel;
  const masked = draft.plan.sites.get(layer.id)?.players;
  const players = masked && (x.flat ? playersOfChannels(masked, channels, places, rowOf) : masked);
  if (players === null || rows !== (x.flat ? channels * places : channels)) return null;
  const y = draft.store(draft.shapeOf(layer.id));
  draft.ops.push({
    kind: "linear",
    layer: layer.id,
    x: x.store,
    y: y.store,
    taps: x.flat ? allPlaces(places) : eachPlace(places),
    window: x.flat ? places : 1,
    channels,
    outputs,
    kernel: layer.weights.kernel.values,
    rows: Int32Array.from({ length: rows }, (_, at) => rowOf(Math.floor(at / channels), at % channels)),
    bias: layer.weights.bias?.values ?? null,
    players: players ?? null,
    ...(boundsOf(layer.activation) ?? unbounded),
  });
  return finish(draft, y, layer.activation);
}

function pool(draft: Draft, layer: PoolLayer, x: Value): Value | null {
  if (x.flat) return null;
  const grid = windowGrid(
    x.shape.slice(0, -1),
    layer.size,
    layer.strides,
    layer.size.map(() => 1),
    layer.padding,
  );
  const taps = tapsOf(grid);
  const whole = layer.size.reduce((product, length) => product * length, 1);
  const counted = layer.countPadding && typeof layer.padding === "object";
  const factors =
    layer.operation === "max"
      ? null
      : Float32Array.from(
          { length: taps.starts.length - 1 },
          (_, place) => 1 / (counted ? whole : Math.max(1, taps.starts[place + 1] - taps.starts[place])),
        );
  const y = draft.store(draft.shapeOf(layer.id));
  draft.ops.push({ kind: "pool", x: x.store, y: y.store, taps, factors });
  return y;
}

/** Adds a layer's operations; null where the kernel has none for it. A layer with masks is always dense or a convolution. */
export function lowered(draft: Draft, layer: Layer, inputs: readonly Value[]): Value | null {
  const x = inputs[0];
  if (draft.plan.sites.has(layer.id) && layer.kind !== "dense" && layer.kind !== "conv") return null;
  switch (layer.kind) {
    case "conv":
      return conv(draft, layer, x);
    case "dense":
      return dense(draft, layer, x);
    case "pool":
      return pool(draft, layer, x);
    case "global-pool": {
      if (inputs.length > 1 || x.flat) return null;
      const { places } = draft.stores[x.store];
      const y = draft.store(draft.shapeOf(layer.id));
      const factors = layer.operation === "max" ? null : Float32Array.of(1 / places);
      draft.ops.push({ kind: "pool", x: x.store, y: y.store, taps: allPlaces(places), factors });
      return y;
    }
    case "flatten": {
      const { places } = draft.stores[x.store];
      if (x.flat) return x;
      return { store: x.store, shape: draft.shapeOf(layer.id), flat: places === 1 ? null : layer.order };
    }
    case "dropout":
      return x;
    case "activation": {
      if (acrossChannels(layer.activation) && x.flat) return null;
      const { channels } = draft.stores[x.store];
      const bounds = boundsOf(layer.activation) ?? unbounded;
      const numbers = Float32Array.from({ length: 2 * channels }, (_, at) => 1 - (at % 2));
      const y = draft.store([...x.shape.slice(0, -1), channels]);
      draft.stores[y.store] = { ...draft.stores[x.store], frontier: null };
      draft.ops.push({ kind: "affine", x: x.store, y: y.store, numbers, ...bounds });
      return finish(draft, { ...x, store: y.store }, layer.activation);
    }
    case "batch-norm": {
      const { gamma, beta, mean, variance } = layer.weights;
      const scale = (c: number) => (gamma?.values[c] ?? 1) / Math.sqrt(variance.values[c] + layer.epsilon);
      return affine(draft, layer, x, scale, (c) => (beta?.values[c] ?? 0) - mean.values[c] * scale(c));
    }
    case "rescaling":
      return affine(
        draft,
        layer,
        x,
        () => layer.scale,
        () => layer.offset,
      );
    case "zero-padding":
      return moved(
        draft,
        layer,
        x,
        layer.padding.map(([before]) => -before),
        layer.padding.map(() => 1),
      );
    case "slice":
      return moved(draft, layer, x, layer.begin, layer.strides);
    case "channel-select":
      return select(
        draft,
        layer,
        inputs,
        layer.channels.map((channel) => [0, channel]),
      );
    case "concat":
      return select(
        draft,
        layer,
        inputs,
        inputs.flatMap(({ shape }, input) =>
          Array.from({ length: shape.at(-1) ?? 1 }, (_, channel) => [input, channel] as const),
        ),
      );
    case "add": {
      const alike = inputs.every(({ shape, flat }) => !flat && shape.join() === x.shape.join());
      if (!alike) return null;
      const y = draft.store(x.shape);
      draft.ops.push({ kind: "add", inputs: inputs.map(({ store }) => store), y: y.store });
      return y;
    }
    default:
      return null;
  }
}
