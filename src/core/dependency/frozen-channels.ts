import type { LayerId, Model, Shape } from "../model/model.ts";
import type { ChannelFlow } from "./channel-flow.ts";
import { channelHolds } from "./channel-holds.ts";
import { livingChannels } from "./living-channels.ts";
import { makesUnits } from "./unit-layers.ts";

const outputReason = "Its units are the network's outputs, or are combined with them.";
const inputReason = "Its units are combined with channels of the network's input, which cannot be cut.";
const deadReason = "Nothing that leads to the prediction reads it, so its units have no say.";

/** Classes of channels that must stay, each with a sentence for the person that says why. */
export function frozenChannels(
  model: Model,
  shapes: ReadonlyMap<LayerId, Shape>,
  flow: ChannelFlow,
): Map<number, string> {
  const frozen = new Map<number, string>();
  const freeze = (layer: LayerId, reason: string) => {
    for (const channel of flow.get(layer)!) if (!frozen.has(channel)) frozen.set(channel, reason);
  };
  freeze(model.output, outputReason);
  for (const layer of model.layers) if (layer.kind === "input") freeze(layer.id, inputReason);
  for (const layer of model.layers) {
    const read = layer.inputs.map((id) => shapes.get(id)!);
    for (const { reason, inputs, output } of channelHolds(layer, read, shapes.get(layer.id)!)) {
      for (const input of inputs) freeze(layer.inputs[input], reason);
      if (output) freeze(layer.id, reason);
    }
  }
  const living = livingChannels(model, shapes, flow);
  for (const layer of model.layers)
    if (makesUnits(layer))
      for (const channel of flow.get(layer.id)!)
        if (!living.has(channel) && !frozen.has(channel)) frozen.set(channel, deadReason);
  return frozen;
}
