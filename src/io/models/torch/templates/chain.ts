import type { Shape } from "../../../../core/model/model.ts";
import type { Architecture } from "../architecture.ts";
import { type Link, linksOf } from "./chain-order.ts";
import { type PoolPattern, poolPatterns } from "./pool-patterns.ts";
import { type At, NoFit, Sketch } from "./sketch.ts";
import { fitting, sizeWords, type Template } from "./template.ts";

type Padding =
  | "no padding"
  | "padding that keeps the size"
  | "padding that keeps the size at the first convolution only";
const paddings: readonly Padding[] = [
  "no padding",
  "padding that keeps the size",
  "padding that keeps the size at the first convolution only",
];
/** What holds for every convolution is tried before what holds for the first alone, wherever the chain pools. */
const likeliestPaddings: readonly (readonly Padding[])[] = [paddings.slice(0, 2), paddings.slice(2)];

/** Sides of square inputs to try, the likeliest first, by the number of their channels. */
const sides: Readonly<Record<number, readonly number[]>> = { 1: [28, 32, 64, 48], 3: [32, 64, 28, 224, 96, 128, 48] };

interface Guess {
  readonly pattern: PoolPattern;
  readonly padding: Padding;
  readonly shape: Shape;
}

function hidden(sketch: Sketch, at: At, { module, norm }: Link): At {
  return sketch.relu(norm === null ? at : sketch.norm(at, norm), `${module.path}.relu`);
}

/** The linear layers behind one another; the last gives the logits. */
export function linears(sketch: Sketch, from: At, links: readonly Link[]): At {
  let at = from;
  for (const [i, link] of links.entries()) {
    at = sketch.linear(at, link.module);
    if (i < links.length - 1) at = hidden(sketch, at, link);
  }
  return at;
}

/** Convolutions of stride 1 with ReLU and pools of 2 x 2, then linear layers. */
export function convolutions(
  sketch: Sketch,
  from: At,
  links: readonly Link[],
  pools: readonly boolean[],
  padding: Padding,
): At {
  let at = from;
  for (const [i, link] of links.entries()) {
    const window = link.module.shape.slice(2);
    const keeps = padding === paddings[1] || (padding === paddings[2] && i === 0);
    const [side = 0] = window;
    if (keeps && (side % 2 === 0 || window.some((length) => length !== side))) throw new NoFit();
    at = hidden(sketch, sketch.conv(at, link.module, { padding: keeps ? (side - 1) / 2 : 0 }), link);
    if (pools[i]) at = sketch.maxPool(at, `${link.module.path}.pool`, 2);
  }
  return at;
}

function built(links: readonly Link[], { pattern, padding, shape }: Guess, name: string): Architecture {
  const sketch = new Sketch();
  const convs = links.filter(({ module }) => module.kind === "conv");
  const last = convolutions(sketch, sketch.input(shape), convs, pattern.pools, padding);
  return sketch.done(name, linears(sketch, sketch.flatten(last), links.slice(convs.length)));
}

function shapesToTry(channels: number, axes: number, example: Shape | null): readonly Shape[] {
  const usual = axes === 2 ? (sides[channels] ?? []).map((side) => [side, side, channels]) : [];
  const own = example !== null && example.length === axes + 1 && example.at(-1) === channels ? [example] : [];
  return [...own, ...usual.filter((shape) => shape.join() !== own[0]?.join())];
}

function nameOf(convs: readonly Link[], rest: number): string {
  if (convs.length === 2 && rest === 3 && convs.every(({ module }) => module.shape[2] === 5)) return "LeNet-5";
  return `a chain of ${convs.length} convolutions and ${rest} linear layers`;
}

/**
 * LeNet-5 and other chains: convolutions, with norms or without, then linear layers. The weights do not say where the
 * chain pools, how it pads and how large its inputs are. All usual answers are tried in a fixed order (the shape of the
 * data in hand, then usual sizes; then one padding throughout before another at the first convolution; then pools; then
 * padding), and the first under which the first linear layer reads exactly channels x places is taken; the note says so
 * and how many others there are. A linear layer that reads one number a channel, behind a global average, would fit any
 * size: it is refused unless a usual answer leaves one place.
 */
export const chainTemplate: Template = ({ modules, ordered, example }) => {
  const links = linksOf(modules, ordered);
  const convs = links?.filter(({ module }) => module.kind === "conv") ?? [];
  const [first] = convs;
  if (links === null || first === undefined || links.length === convs.length) return null;
  const [, channels = 0, ...window] = first.module.shape;
  const guesses = shapesToTry(channels, window.length, example).flatMap((shape) =>
    likeliestPaddings.flatMap((tried) =>
      poolPatterns(convs).flatMap((pattern) => tried.map((padding): Guess => ({ pattern, padding, shape }))),
    ),
  );
  const name = nameOf(convs, links.length - convs.length);
  const fits = guesses.flatMap((guess) => {
    const architecture = fitting(() => built(links, guess, name));
    return architecture === null ? [] : [{ guess, architecture }];
  });
  const [best, ...others] = fits;
  if (best === undefined) return null;
  const { pattern, padding, shape } = best.guess;
  const another = others.find(({ guess }) => guess.shape.join() !== shape.join() || guess.pattern !== pattern);
  return {
    architecture: best.architecture,
    notes: [
      `The weights fit ${name}. They do not say, and Quorum took for granted: inputs of ${sizeWords(shape)}, stride 1, ${padding}, max pooling of 2 x 2 ${pattern.words}, ReLU behind every hidden layer, logits as output.`,
      ...(another === undefined
        ? []
        : [
            `Inputs of ${sizeWords(another.guess.shape)} with ${another.guess.padding} and pooling ${another.guess.pattern.words} would fit as well (${others.length} other ways in all); drop a layer JSON to say how it is.`,
          ]),
    ],
  };
};
