import type { PoolLayer } from "../src/core/model/model.ts";
import { type Append, names } from "./random-blocks.ts";
import { append, chance, fresh, pick, shapeAt, weights } from "./random-draft.ts";

/** Layers that move numbers about, and windows of later formats. All for one or two spatial axes. */

export const appendSlice: Append = (draft, from) => {
  const { random } = draft;
  const spatial = shapeAt(draft, from).slice(0, -1);
  const begin = spatial.map((length) => random.integer(Math.min(2, length)));
  const strides = spatial.map(() => 1 + random.integer(2));
  const size = spatial.map((length, axis) => Math.ceil((length - begin[axis]) / strides[axis]));
  return append(draft, { id: fresh(draft, "slice"), kind: "slice", inputs: [from], begin, size, strides });
};

export const appendUpsampling: Append = (draft, from) => {
  const { random } = draft;
  const size = shapeAt(draft, from)
    .slice(0, -1)
    .map((length) => (length > 4 ? 1 : 1 + random.integer(3)));
  const interpolation = pick(random, ["nearest", "bilinear"] as const);
  return append(draft, { id: fresh(draft, "upsampling"), kind: "upsampling", inputs: [from], size, interpolation });
};

/** Channels dropped, repeated, reordered, and zeros among them. */
export const appendSelect: Append = (draft, from) => {
  const { random } = draft;
  const width = shapeAt(draft, from).at(-1)!;
  const count = Math.min(12, 1 + random.integer(width + 2));
  const channels = Array.from({ length: count }, () => (chance(random, 0.2) ? -1 : random.integer(width)));
  return append(draft, { id: fresh(draft, "select"), kind: "channel-select", inputs: [from], channels });
};

/** Places joined with each other, with channels, or spread apart; the last entry is left open now and then. */
export const appendReshape: Append = (draft, from) => {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const channels = shape.at(-1)!;
  const places = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const spread = channels % 2 === 0 && chance(random, 0.1);
  const whole = spread
    ? [...shape.slice(0, -1), 2, channels / 2]
    : pick(random, [
        [places, channels],
        [1, places, channels],
        // whole rows become channels
        ...(shape[0] * channels <= 30 && shape.length === 2 ? [[1, places * channels]] : []),
        ...(shape.length === 3 && shape[1] * channels <= 30 ? [[shape[0], shape[1] * channels]] : []),
      ]);
  const open = random.integer(3);
  const to = whole.map((length, axis) =>
    (open === 1 && axis === whole.length - 1) || (open === 2 && axis === 0) ? -1 : length,
  );
  return append(draft, { id: fresh(draft, "reshape"), kind: "reshape", inputs: [from], shape: to });
};

/** Places exchanged, seldom channels too, which freezes them. */
export const appendPermute: Append = (draft, from) => {
  const { random } = draft;
  const rank = shapeAt(draft, from).length;
  const axes = rank === 3 && chance(random, 0.7) ? [1, 0, 2] : rank === 3 ? [2, 0, 1] : [1, 0];
  return append(draft, { id: fresh(draft, "permute"), kind: "permute", inputs: [from], axes });
};

export const appendPaddedPool: Append = (draft, from) => {
  const { random } = draft;
  const spatial = shapeAt(draft, from).slice(0, -1);
  const size = spatial.map((length) => 1 + random.integer(Math.min(3, length)));
  const operation = pick(random, ["max", "average"] as const);
  const layer: PoolLayer = {
    id: fresh(draft, "pool"),
    kind: "pool",
    inputs: [from],
    operation,
    size,
    strides: size.map((n) => 1 + random.integer(n)),
    padding: size.map((n) => [random.integer(n), random.integer(n)] as const),
    ...(operation === "average" && chance(random, 0.5) ? { countPadding: true } : {}),
  };
  return append(draft, layer);
};

/** Over one axis, causal or not. */
export const appendDepthwise1d: Append = (draft, from) => {
  const { random } = draft;
  const [length, channels] = shapeAt(draft, from);
  const window = 1 + random.integer(Math.min(3, length));
  const multiplier = channels > 6 ? 1 : 1 + random.integer(2);
  return append(draft, {
    id: fresh(draft, "depthwise"),
    kind: "depthwise-conv",
    inputs: [from],
    strides: [1],
    dilation: [1],
    padding: pick(random, ["causal", "same", "valid"] as const),
    activation: { name: pick(random, names) },
    weights: weights(random, [window, channels, multiplier], channels * multiplier, window),
  });
};
