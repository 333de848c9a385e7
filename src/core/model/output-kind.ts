import type { OutputKind } from "../game/evaluator.ts";
import type { ActivationName, Layer, LayerId, Model, Shape } from "./model.ts";
import { outputShapes } from "./shapes.ts";
import { sizeOf } from "./weight-shapes.ts";

/** Whether a layer hands the numbers of its input on, in their order. */
function passesOn(layer: Layer, input: Shape): boolean {
  if (layer.kind === "dropout") return true;
  if (layer.kind === "activation") return layer.activation.name === "linear";
  // over a single place these only add and drop axes
  const rearranges =
    layer.kind === "flatten" || layer.kind === "global-pool" || layer.kind === "reshape" || layer.kind === "permute";
  if (rearranges) return sizeOf(input.slice(0, -1)) === 1;
  if (layer.kind === "channel-select")
    return layer.channels.every((channel, index) => channel === index) && layer.channels.length === input.at(-1);
  return layer.kind === "slice" && layer.size.every((length, axis) => length === input[axis]);
}

/** The activation that the network's output has been through last. */
function lastActivation(model: Model, shapes: ReadonlyMap<LayerId, Shape>): ActivationName {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  let layer = layers.get(model.output)!;
  while (layer.inputs.length === 1 && passesOn(layer, shapes.get(layer.inputs[0])!))
    layer = layers.get(layer.inputs[0])!;
  return "activation" in layer ? layer.activation.name : "linear";
}

/**
 * What the numbers of a network's output are, read from its last activation: a softmax gives probabilities, a
 * log-softmax log-probabilities, a sigmoid (or hard sigmoid) on a single output the probability of class 1; anything
 * else is taken as logits.
 * Errors: `model-invalid`.
 */
export function outputKindOf(model: Model): OutputKind {
  const shapes = outputShapes(model);
  const name = lastActivation(model, shapes);
  if (name === "softmax") return "probabilities";
  if (name === "log-softmax") return "log-probabilities";
  const single = sizeOf(shapes.get(model.output)!) === 1;
  return single && (name === "sigmoid" || name === "hard-sigmoid") ? "binary" : "logits";
}

/**
 * Whether the outputs say how sure the network is: probabilities, their logarithms, or logits with nothing behind the
 * last layer. A sigmoid on each of several outputs, or a ReLU, says no such thing.
 * Errors: `model-invalid`.
 */
export function saysProbabilities(model: Model): boolean {
  const shapes = outputShapes(model);
  const several = sizeOf(shapes.get(model.output)!) > 1;
  const name = lastActivation(model, shapes);
  if (name === "sigmoid" || name === "hard-sigmoid") return !several;
  return several && (name === "softmax" || name === "log-softmax" || name === "linear");
}
