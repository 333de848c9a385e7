import type { Layer } from "../src/core/model/model.ts";
import { type Append, appendConv, appendDense, names } from "./random-blocks.ts";
import { append, chance, fresh, pick, shapeAt, weights } from "./random-draft.ts";

/** Small structures of well-known networks, for one or two spatial axes. */

/** A convolution in two groups, or three, behind a convolution that makes its channels divide. */
export const appendGroupedConv: Append = (draft, from) => {
  const { random } = draft;
  const groups = 2 + random.integer(2);
  const at = appendConv(draft, from, true, groups * (1 + random.integer(2)));
  const channels = shapeAt(draft, at).at(-1)!;
  const ones = shapeAt(draft, at)
    .slice(0, -1)
    .map(() => 1);
  const filters = groups * (1 + random.integer(2));
  return append(draft, {
    id: fresh(draft, "grouped"),
    kind: "conv",
    groups,
    inputs: [at],
    strides: ones,
    dilation: ones,
    padding: "same",
    activation: { name: pick(random, names) },
    weights: weights(random, [...ones, channels / groups, filters], filters, channels / groups),
  });
};

/** Squeeze and excitation (Hu et al. 2018): channels weighed by what a small network makes of their means. */
export const appendSqueeze: Append = (draft, from) => {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const channels = shape.at(-1)!;
  const keepAxes = chance(random, 0.3);
  const squeezed = append(draft, {
    ...{ id: fresh(draft, "squeeze"), kind: "global-pool", operation: "average" },
    ...{ keepAxes, inputs: [from] },
  } as Layer);
  const excited = appendDense(draft, appendDense(draft, squeezed, 2, "relu"), channels, "sigmoid");
  const to = [...shape.slice(0, -1).map(() => 1), chance(random, 0.5) ? channels : -1];
  const gate = keepAxes
    ? excited
    : append(draft, { id: fresh(draft, "reshape"), kind: "reshape", inputs: [excited], shape: to });
  const inputs = chance(random, 0.5) ? [from, gate] : [gate, from];
  return append(draft, { id: fresh(draft, "excite"), kind: "merge", operation: "multiply", inputs });
};

/** One channel that is repeated over all the others (spatial attention). */
export const appendGate: Append = (draft, from) => {
  const gate = appendConv(draft, from, true, 1);
  const squashed = append(draft, {
    ...{ id: fresh(draft, "gate"), kind: "activation", inputs: [gate] },
    activation: { name: "sigmoid" },
  } as Layer);
  return append(draft, { id: fresh(draft, "gated"), kind: "merge", operation: "multiply", inputs: [from, squashed] });
};

/** The parameter-free shortcut of CIFAR ResNets (He et al. 2016, option A): every second place, zeros as new channels. */
export const appendZeroShortcut: Append = (draft, from) => {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const spatial = shape.slice(0, -1);
  const channels = shape.at(-1)!;
  const [front, behind] = [random.integer(3), random.integer(3)];
  const two = spatial.map(() => 2);
  const size = spatial.map((length) => Math.ceil(length / 2));
  const begin = spatial.map(() => 0);
  const thinned = append(draft, {
    id: fresh(draft, "slice"),
    kind: "slice",
    inputs: [from],
    begin,
    size,
    strides: two,
  });
  const widened = append(draft, {
    id: fresh(draft, "select"),
    kind: "channel-select",
    inputs: [thinned],
    channels: [
      ...new Array<number>(front).fill(-1),
      ...Array.from({ length: channels }, (_, c) => c),
      ...new Array<number>(behind).fill(-1),
    ],
  });
  const filters = front + channels + behind;
  const main = append(draft, {
    id: fresh(draft, "conv"),
    kind: "conv",
    inputs: [from],
    strides: two,
    dilation: spatial.map(() => 1),
    padding: "same",
    activation: { name: pick(random, names) },
    weights: weights(random, [...two, channels, filters], filters, channels * 4),
  });
  return append(draft, { id: fresh(draft, "add"), kind: "add", inputs: [main, widened] });
};

/** Halves of the channels, one of them convolved, side by side in the other order (ShuffleNet). */
export const appendSplit: Append = (draft, from) => {
  const width = shapeAt(draft, from).at(-1)!;
  if (width < 2) return appendConv(draft, from, true, 4);
  const half = Math.ceil(width / 2);
  const channels = Array.from({ length: width }, (_, c) => c);
  const part = (kept: number[]) =>
    append(draft, { id: fresh(draft, "split"), kind: "channel-select", inputs: [from], channels: kept });
  const [left, right] = [part(channels.slice(0, half)), part(channels.slice(half))];
  const convolved = appendConv(draft, left, true, half);
  return append(draft, { id: fresh(draft, "concat"), kind: "concat", inputs: [right, convolved] });
};
