import type { Layer, Shape } from "../model/model.ts";
import { carriedChannels } from "./carried-channels.ts";

/** Channels that must stay because of one layer. */
export interface ChannelHold {
  /** A sentence for the person, true of every layer whose channels are held. */
  readonly reason: string;
  /** Places in `layer.inputs` whose channels are held. */
  readonly inputs: readonly number[];
  /** Whether the layer's own output channels are held. */
  readonly output: boolean;
}

const mixes = (layer: Layer): boolean =>
  "activation" in layer && (layer.activation.name === "softmax" || layer.activation.name === "log-softmax");

/** Why a layer keeps all channels that it reads and gives; null where it does not. */
function wholeReason(layer: Layer, carriesNothing: boolean): string | null {
  const name = `"${layer.id}"`;
  switch (layer.kind) {
    case "conv":
      return (layer.groups ?? 1) === 1
        ? null
        : `The convolution ${name} reads and makes channels in ${layer.groups} groups of equal size, which a cut would make unequal.`;
    case "layer-norm":
      return `The layer norm ${name} scales channels by the mean and variance of them all, so none can be cut without changing the others.`;
    case "group-norm":
      return `The group norm ${name} works on ${layer.groups} groups of channels of equal size, so none can be cut without changing the others or the groups.`;
    case "recurrent":
      return `The recurrent layer ${name} is kept whole: its state passes through all gates at every step, so neither what it reads nor what it makes is cut.`;
    case "attention":
      return `The attention ${name} is kept whole: its heads weigh all channels of every step together, so neither what it reads nor what it makes is cut.`;
    case "mask":
      return `The mask ${name} looks at all channels to tell which places count, so none of them can be cut.`;
    case "permute":
      return carriesNothing
        ? `${name} exchanges channels with places, so that a channel is no longer one unit behind it.`
        : null;
    case "reshape":
      return carriesNothing
        ? `${name} spreads channels over several axes, so that a channel is no longer one unit behind it.`
        : null;
    default:
      return null;
  }
}

/**
 * The channels that a layer keeps from being cut, each hold with its reason.
 * @param inputs shapes of what the layer reads; `output` the shape of what it gives
 */
export function channelHolds(layer: Layer, inputs: readonly Shape[], output: Shape): ChannelHold[] {
  const carried = carriedChannels(layer, inputs, output);
  const holds: ChannelHold[] = [];
  const whole = wholeReason(
    layer,
    carried.every((of) => of === null),
  );
  if (whole !== null) holds.push({ reason: whole, inputs: inputs.map((_, input) => input), output: true });
  if (mixes(layer))
    holds.push({
      reason: `The softmax in "${layer.id}" weighs its units against each other, so none can be cut without changing the others.`,
      inputs: [],
      output: true,
    });
  if (layer.kind === "embedding")
    holds.push({ reason: `The embedding "${layer.id}" reads it as the numbers of words.`, inputs: [0], output: false });
  if (layer.kind === "global-pool" && inputs.length > 1)
    holds.push({ reason: `"${layer.id}" reads it as the mask of places that count.`, inputs: [1], output: false });
  if (layer.kind === "add" || layer.kind === "merge")
    holds.push({
      reason: `"${layer.id}" repeats its one channel over many others, so it has to stay.`,
      inputs: carried.flatMap((of, input) => (of === null ? [input] : [])),
      output: false,
    });
  return holds;
}
