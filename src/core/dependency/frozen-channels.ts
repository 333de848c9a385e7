import type { Layer, LayerId, Model } from "../model/model.ts";
import { type ChannelFlow, isProducer } from "./channel-flow.ts";

const outputReason = "Its units are the network's outputs, or are added to them.";
const inputReason = "Its units are added to channels of the network's input, which cannot be cut.";
const deadReason = "Nothing that leads to the prediction reads it, so its units have no say.";
const softmaxReason = (layer: LayerId): string =>
  `The softmax in "${layer}" weighs its units against each other, so none can be cut without changing the others.`;

/** Layers that the prediction depends on. */
function leadingToOutput(model: Model): Set<LayerId> {
  const leading = new Set([model.output]);
  for (const layer of [...model.layers].reverse())
    if (leading.has(layer.id)) for (const id of layer.inputs) leading.add(id);
  return leading;
}

const mixesChannels = (layer: Layer): boolean =>
  "activation" in layer && (layer.activation.name === "softmax" || layer.activation.name === "log-softmax");

/** Classes of channels that must stay, each with a sentence for the person that says why. */
export function frozenChannels(model: Model, flow: ChannelFlow): Map<number, string> {
  const frozen = new Map<number, string>();
  const freeze = (layer: LayerId, reason: string) => {
    for (const channel of flow.get(layer)!) if (!frozen.has(channel)) frozen.set(channel, reason);
  };
  freeze(model.output, outputReason);
  for (const layer of model.layers) if (layer.kind === "input") freeze(layer.id, inputReason);
  for (const layer of model.layers) if (mixesChannels(layer)) freeze(layer.id, softmaxReason(layer.id));

  const leading = leadingToOutput(model);
  const alive = new Set(
    model.layers.flatMap((layer) => (isProducer(layer) && leading.has(layer.id) ? [...flow.get(layer.id)!] : [])),
  );
  for (const layer of model.layers)
    if (isProducer(layer))
      for (const channel of flow.get(layer.id)!)
        if (!alive.has(channel) && !frozen.has(channel)) frozen.set(channel, deadReason);
  return frozen;
}
