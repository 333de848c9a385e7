import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { LayerId, Model, Shape } from "./model.ts";
import { referenceLayer } from "./reference-layer.ts";
import { inputOf, outputShapes } from "./shapes.ts";
import { sizeOf } from "./weight-shapes.ts";

/** A factor for every unit of a dependency graph: 0 masks the unit, 1 leaves it, 1/p rescales it as Dropout does. */
export interface UnitMask {
  readonly graph: DependencyGraph;
  /** One number a unit, numbered by `graph.unitOffset`. */
  readonly units: Float64Array | Float32Array | Uint8Array;
}

export interface ReferenceOptions {
  /** Applied at `graph.maskSites`: each consumer's input channels are multiplied just before it reads them. */
  readonly mask?: UnitMask;
  /** Called with every layer's output as soon as it is there, and may write into it; later layers read what it left. */
  readonly alter?: (layer: LayerId, output: Float64Array) => void;
}

/** What each consumer's input channels are multiplied by. Channels of no unit keep factor 1. */
function channelGains({ graph, units }: UnitMask): Map<LayerId, Float64Array> {
  return new Map(
    graph.maskSites.map((site) => [
      site.consumer,
      Float64Array.from(site.units, (unit) => (unit < 0 ? 1 : units[unit])),
    ]),
  );
}

function activationsOf(
  model: Model,
  shapes: ReadonlyMap<LayerId, Shape>,
  inputs: Float64Array,
  examples: number,
  options: ReferenceOptions,
): Map<LayerId, Float64Array> {
  const gains = options.mask === undefined ? null : channelGains(options.mask);
  const outputs = new Map<LayerId, Float64Array>();
  for (const layer of model.layers) {
    const gain = gains?.get(layer.id);
    // a masked channel is zero whatever it held, so that NaN does not survive its mask
    const read = layer.inputs.map((id) =>
      gain === undefined
        ? outputs.get(id)!
        : outputs.get(id)!.map((x, i) => (gain[i % gain.length] === 0 ? 0 : x * gain[i % gain.length])),
    );
    const output =
      layer.kind === "input"
        ? inputs.slice()
        : referenceLayer(
            layer,
            read,
            layer.inputs.map((id) => shapes.get(id)!),
            examples,
          );
    options.alter?.(layer.id, output);
    outputs.set(layer.id, output);
  }
  return outputs;
}

function checkLength(model: Model, inputs: Float32Array, examples: number): void {
  const expected = examples * sizeOf(inputOf(model).shape);
  if (inputs.length !== expected)
    throw new RangeError(`${inputs.length} input numbers for ${examples} examples; ${expected} expected`);
}

/**
 * Output of every layer, examples x output shape, in 64-bit arithmetic. Slow and simple on purpose: what faster code is
 * checked against.
 * @param inputs examples x input shape, row-major, channels last
 * Errors: `model-invalid`; a RangeError where `inputs` has another length.
 */
export function referenceActivations(
  model: Model,
  inputs: Float32Array,
  examples: number,
  options: ReferenceOptions = {},
): Map<LayerId, Float64Array> {
  checkLength(model, inputs, examples);
  return activationsOf(model, outputShapes(model), Float64Array.from(inputs), examples, options);
}

/**
 * The network's output, examples x output shape, computed in 64-bit arithmetic and rounded once at the end; see
 * `referenceActivations`. One example at a time, so that memory stays small.
 */
export function runReference(
  model: Model,
  inputs: Float32Array,
  examples: number,
  options: ReferenceOptions = {},
): Float32Array {
  checkLength(model, inputs, examples);
  const shapes = outputShapes(model);
  const size = inputs.length / Math.max(1, examples);
  const width = sizeOf(shapes.get(model.output)!);
  const result = new Float32Array(examples * width);
  for (let example = 0; example < examples; example++) {
    const input = Float64Array.from(inputs.subarray(example * size, (example + 1) * size));
    result.set(activationsOf(model, shapes, input, 1, options).get(model.output)!, example * width);
  }
  return result;
}
